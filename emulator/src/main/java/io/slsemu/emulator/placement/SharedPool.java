package io.slsemu.emulator.placement;

import io.slsemu.emulator.concurrency.Pending;
import io.slsemu.emulator.concurrency.Permit;
import io.slsemu.emulator.environment.ManagedEnvironment;
import io.slsemu.emulator.environment.ManagedSeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The environments of a function that takes several invocations at once in each. The oldest with
 * room is filled first, so that there are as few as can be; one whose runtime has no worker at next
 * counts as full.
 */
final class SharedPool {
  /**
   * How long a call waits for a worker where there is room: the first ones come to next one after
   * another, and one that has answered needs a moment to be back, as in {@link EnvironmentPool}.
   */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final int limit;
  private final Supplier<ManagedEnvironment> maker;
  private final LifeTime life;
  private final LongSupplier age;
  private final Shutdowns shutdowns;

  /** Guards the fields below. */
  private final Object lock = new Object();

  /** Those that take invocations, oldest first. */
  private final List<SharedMember> members = new ArrayList<>();

  /** Those that only end what is in them. */
  private final Set<SharedMember> leaving = new HashSet<>();

  private boolean closed;

  /**
   * @param limit how many invocations one environment takes at once
   * @param maker makes an environment
   * @param age nanoseconds by which environments age
   */
  SharedPool(
      int limit,
      Supplier<ManagedEnvironment> maker,
      LifeTime life,
      LongSupplier age,
      Shutdowns shutdowns) {
    this.limit = limit;
    this.maker = maker;
    this.life = life;
    this.age = age;
    this.shutdowns = shutdowns;
  }

  /** Finds room that is there now. Null if there is none; the permit is then still the caller's. */
  @Nullable Lease tryLease(Permit permit) {
    Set<SharedMember> full = new HashSet<>();
    for (SharedMember member = enter(full); member != null; member = enter(full)) {
      SharedMember entered = member;
      Lease lease =
          orLeave(entered, () -> entered.ready.isDone() ? seat(entered, 0, permit) : null);
      if (lease != null) {
        return lease;
      }
      full.add(entered);
    }
    return null;
  }

  /**
   * Finds room, in a new environment if there is none.
   *
   * @throws NoWarmEnvironmentException if it must not be a new one
   */
  Lease lease(StartPreference preference, String functionName, Permit permit) {
    Lease found = preference == StartPreference.COLD ? null : tryLease(permit);
    if (found == null && preference != StartPreference.COLD) {
      found = awaitRoom(permit);
    }
    if (found != null) {
      return found;
    }
    if (preference == StartPreference.WARM) {
      throw new NoWarmEnvironmentException(functionName);
    }
    return startOrJoin(preference, functionName, permit);
  }

  /** Makes an environment ready before anybody calls. */
  void warmUp() {
    SharedMember member = add();
    try {
      ManagedSeat seat = start(member);
      seat.leave(); // and with it goes the Init, which was nobody's call
      member.ready.complete(seat.environment());
    } finally {
      release(member);
    }
  }

  void release(SharedMember member) {
    synchronized (lock) {
      member.seated--;
      member.idleSinceNanos = age.getAsLong();
      if (closed || isSpent(member)) {
        retire(member);
      }
      endIfEmpty(member);
    }
  }

  /** Ends those whose time is over, and those that were lost while nobody was in them. */
  void reap() {
    synchronized (lock) {
      for (SharedMember member : List.copyOf(members)) {
        if (isSpent(member)) {
          retire(member);
          endIfEmpty(member);
        }
      }
    }
  }

  /** Takes no more invocations; environments end with the last of theirs. */
  void close() {
    synchronized (lock) {
      closed = true;
      for (SharedMember member : List.copyOf(members)) {
        retire(member);
        endIfEmpty(member);
      }
    }
  }

  /** All environments there are, those that only end among them. */
  List<SharedMember> members() {
    synchronized (lock) {
      List<SharedMember> all = new ArrayList<>(members);
      all.addAll(leaving);
      return all;
    }
  }

  /** How long nobody has been in it, null while somebody is. */
  @Nullable Duration idle(SharedMember member) {
    synchronized (lock) {
      return member.idle(age.getAsLong());
    }
  }

  /** Gives it no more invocations; it ends with the last of those in it. */
  void recycle(SharedMember member) {
    synchronized (lock) {
      retire(member);
      endIfEmpty(member);
    }
  }

  /** Ends all, whoever is in them. */
  void kill() {
    synchronized (lock) {
      close();
      leaving.forEach(member -> member.ready.thenAccept(shutdowns::end));
      leaving.clear();
    }
  }

  /** One that begins, or that another call begins at the same time: those do not add up. */
  private Lease startOrJoin(StartPreference preference, String functionName, Permit permit) {
    SharedMember begun = null;
    boolean cold = false;
    synchronized (lock) {
      if (preference != StartPreference.COLD) {
        begun = members.stream().filter(each -> !each.ready.isDone()).findFirst().orElse(null);
      }
      if (begun != null && begun.seated < limit) {
        begun.seated++;
      } else {
        begun = add();
        cold = true;
      }
    }
    SharedMember member = begun;
    boolean first = cold;
    Lease lease =
        orLeave(member, () -> first ? first(member, permit) : seat(member, PATIENCE_NANOS, permit));
    return lease != null ? lease : lease(preference, functionName, permit);
  }

  private SharedMember add() {
    synchronized (lock) {
      if (closed) {
        throw new IllegalStateException("the function was replaced, or the emulator closed");
      }
      SharedMember member = new SharedMember(age.getAsLong());
      member.seated = 1;
      members.add(member);
      return member;
    }
  }

  /** The call that begins an environment has a worker before others can take it. */
  private Lease first(SharedMember member, Permit permit) {
    ManagedSeat seat = start(member);
    member.ready.complete(seat.environment());
    return new SharedLease(this, member, seat, true, permit);
  }

  private ManagedSeat start(SharedMember member) {
    ManagedEnvironment environment = null;
    try {
      environment = maker.get();
      environment.init();
      ManagedSeat seat = environment.seat(PATIENCE_NANOS);
      if (seat != null) {
        return seat;
      }
      throw new IllegalStateException("a runtime that was ready is gone");
    } catch (RuntimeException e) {
      member.ready.completeExceptionally(e);
      if (environment != null) {
        shutdowns.end(environment);
      }
      throw e;
    }
  }

  private @Nullable Lease awaitRoom(Permit permit) {
    SharedMember member = enter(Set.of());
    return member == null ? null : orLeave(member, () -> seat(member, PATIENCE_NANOS, permit));
  }

  /** Whoever has entered one and gets no seat in it, for whatever reason, leaves it again. */
  private @Nullable Lease orLeave(SharedMember member, Supplier<@Nullable Lease> search) {
    Lease lease = null;
    try {
      lease = search.get();
      return lease;
    } finally {
      if (lease == null) {
        release(member);
      }
    }
  }

  /** Waits for its Init, and so long for a worker. */
  private @Nullable Lease seat(SharedMember member, long patienceNanos, Permit permit) {
    ManagedSeat seat = Pending.await(member.ready).seat(patienceNanos);
    return seat == null ? null : new SharedLease(this, member, seat, false, permit);
  }

  /** Takes room in the oldest that has some. */
  private @Nullable SharedMember enter(Set<SharedMember> full) {
    synchronized (lock) {
      for (SharedMember member : members) {
        if (member.seated < limit && !full.contains(member) && !isSpent(member)) {
          member.seated++;
          return member;
        }
      }
      return null;
    }
  }

  private boolean isSpent(SharedMember member) {
    long now = age.getAsLong();
    boolean idle = member.seated == 0 && now - member.idleSinceNanos >= life.keepAlive().toNanos();
    return idle || member.isLost() || now - member.bornNanos >= life.maximum().toNanos();
  }

  private void retire(SharedMember member) {
    if (members.remove(member)) {
      leaving.add(member);
    }
  }

  private void endIfEmpty(SharedMember member) {
    if (member.seated == 0 && leaving.remove(member)) {
      member.ready.thenAccept(shutdowns::end);
    }
  }
}
