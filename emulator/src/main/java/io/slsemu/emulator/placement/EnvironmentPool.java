package io.slsemu.emulator.placement;

import io.slsemu.emulator.environment.ExecutionEnvironment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The environments of one function: which rest, which are in use. Provisioned ones first, then most
 * recently used first.
 */
final class EnvironmentPool {
  /**
   * How long a lease waits for an environment whose caller has its answer and whose runtime is on
   * its way back to next. A caller in a loop is quicker than that way: a shell at 128 MB needs 200
   * ms for it. A new environment would be a cold start that nobody at the service, some
   * milliseconds of network away, expects; and if the runtime takes longer than this, there is one
   * after all.
   */
  private static final long SETTLING_LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final LifeTime life;
  private final LongSupplier age;
  private final @Nullable Checkpoint checkpoint;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();
  private final ArrayDeque<Resident> resting = new ArrayDeque<>();
  private final ArrayDeque<Resident> restingProvisioned = new ArrayDeque<>();
  private final Map<ExecutionEnvironment, Resident> inUse = new IdentityHashMap<>();
  private @Nullable Provisioning provisioning;
  private int settling;
  private int waiting;
  private boolean closed;

  /**
   * @param age nanoseconds by which environments age
   * @param keeper who keeps an environment for this pool's cold starts, null without SnapStart
   */
  EnvironmentPool(
      LifeTime life, LongSupplier age, @Nullable Function<EnvironmentPool, Checkpoint> keeper) {
    this.life = life;
    this.age = age;
    this.checkpoint = keeper == null ? null : keeper.apply(this);
  }

  /**
   * Says whose the provisioned environments are from now on.
   *
   * @return those at rest that are not, taken out
   */
  List<ExecutionEnvironment> provision(@Nullable Provisioning current) {
    lock.lock();
    try {
      provisioning = current;
      List<ExecutionEnvironment> former = new ArrayList<>();
      restingProvisioned.forEach(resident -> former.add(resident.environment()));
      restingProvisioned.clear();
      return former;
    } finally {
      lock.unlock();
    }
  }

  /** Who looks after its provisioned environments, null if there are to be none. */
  @Nullable Provisioning provisioning() {
    lock.lock();
    try {
      return provisioning;
    } finally {
      lock.unlock();
    }
  }

  /** Who keeps an environment for cold starts, null without SnapStart. */
  @Nullable Checkpoint checkpoint() {
    return checkpoint;
  }

  /** Takes the environment that was used last, or null if none is warm. */
  @Nullable ExecutionEnvironment takeWarm() {
    lock.lock();
    try {
      awaitSettling();
      return take(newest());
    } finally {
      lock.unlock();
    }
  }

  /** The same without any wait, and only if an event could be offered to it at once. */
  @Nullable ExecutionEnvironment takeReady() {
    lock.lock();
    try {
      Resident newest = newest();
      boolean now =
          newest != null && newest.environment().isReady() && newest.environment().wakesAtOnce();
      return now ? take(newest) : null;
    } finally {
      lock.unlock();
    }
  }

  /** Counts a new environment in, as in use. False if the pool was closed meanwhile. */
  boolean add(ExecutionEnvironment environment) {
    lock.lock();
    try {
      if (!closed) {
        inUse.put(environment, new Resident(environment, age.getAsLong()));
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** The environment's caller has its answer. */
  void answered() {
    lock.lock();
    try {
      settling++;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes an environment back. False if it is not to be used again: the pool is closed, its life is
   * over, or it is provisioned and has lost its runtime, so that a fresh one serves better.
   */
  boolean release(ExecutionEnvironment environment, boolean wasAnswered) {
    lock.lock();
    try {
      Resident resident = inUse.get(environment);
      if (closed || resident == null || isSpent(resident)) {
        return false;
      }
      if (wasAnswered) {
        settling--;
      }
      rest(resident);
      released.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Takes in environments that were initialised ahead, all in one moment. False if closed. */
  boolean join(List<ExecutionEnvironment> environments) {
    lock.lock();
    try {
      for (ExecutionEnvironment environment : environments) {
        Resident resident = inUse.get(environment);
        if (!closed && resident != null) {
          rest(resident);
        }
      }
      released.signalAll();
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Counts an environment out for good. */
  void discard(ExecutionEnvironment environment, boolean wasAnswered) {
    lock.lock();
    try {
      if (wasAnswered) {
        settling--;
      }
      inUse.remove(environment);
      released.signalAll(); // who waits for it waits in vain
    } finally {
      lock.unlock();
    }
  }

  /** Takes out those at rest whose life is over, or that have rested for too long. */
  List<ExecutionEnvironment> expire() {
    lock.lock();
    try {
      List<ExecutionEnvironment> expired = new ArrayList<>();
      long now = age.getAsLong();
      resting.removeIf(resident -> expires(resident, now, expired));
      restingProvisioned.removeIf(resident -> expires(resident, now, expired));
      return expired;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes nothing back any more.
   *
   * @return those at rest
   */
  List<ExecutionEnvironment> close() {
    lock.lock();
    try {
      closed = true;
      List<ExecutionEnvironment> all = new ArrayList<>();
      resting.forEach(resident -> all.add(resident.environment()));
      restingProvisioned.forEach(resident -> all.add(resident.environment()));
      resting.clear();
      restingProvisioned.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }

  /** All of them, at rest and in the hands of invocations. */
  List<Resident> residents() {
    lock.lock();
    try {
      List<Resident> all = new ArrayList<>(inUse.values());
      all.addAll(restingProvisioned);
      all.addAll(resting);
      return all;
    } finally {
      lock.unlock();
    }
  }

  /** The one to use next, if it may still be used; its successors have rested for longer. */
  private @Nullable Resident newest() {
    long now = age.getAsLong();
    Resident provisioned = restingProvisioned.peekFirst();
    if (provisioned != null && !provisioned.isOver(life, now)) {
      return provisioned;
    }
    for (Resident resident : resting) {
      if (!resident.isOver(life, now)) {
        return resident;
      }
    }
    return null;
  }

  private @Nullable ExecutionEnvironment take(@Nullable Resident resident) {
    if (resident == null) {
      return null;
    }
    // The first, but for some that the next expiry takes out.
    (resident.isProvisioned() ? restingProvisioned : resting).remove(resident);
    inUse.put(resident.environment(), resident);
    return resident.environment();
  }

  private void rest(Resident resident) {
    inUse.remove(resident.environment());
    resident.rest(age.getAsLong());
    (resident.isProvisioned() ? restingProvisioned : resting).addFirst(resident);
  }

  private boolean isSpent(Resident resident) {
    if (resident.isProvisioned() ? isLost(resident.environment()) : life.isSingleUse()) {
      return true;
    }
    boolean replaced = checkpoint != null && !resident.environment().isReady();
    return replaced || resident.isTooOld(life, age.getAsLong());
  }

  private boolean isLost(ExecutionEnvironment provisioned) {
    Provisioning current = provisioning;
    return current == null || !current.owns(provisioned) || !provisioned.isReady();
  }

  private boolean expires(Resident resident, long now, List<ExecutionEnvironment> expired) {
    return resident.isOver(life, now) && expired.add(resident.environment());
  }

  private void awaitSettling() {
    long left = SETTLING_LIMIT_NANOS;
    waiting++;
    try {
      while (newest() == null && settling >= waiting && left > 0) {
        left = released.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waiting--;
    }
  }
}
