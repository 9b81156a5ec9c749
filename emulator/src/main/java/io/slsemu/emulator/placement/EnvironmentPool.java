package io.slsemu.emulator.placement;

import io.slsemu.emulator.environment.ExecutionEnvironment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The environments of one function: which rest, which are in use. Most recently used first. */
final class EnvironmentPool {
  /**
   * How long a lease waits for an environment whose caller has its answer and whose runtime is on
   * its way back to next. A caller in a loop is quicker than that way: a shell at 128 MB needs 200
   * ms for it. A new environment would be a cold start that nobody at the service, some
   * milliseconds of network away, expects; and if the runtime takes longer than this, there is one
   * after all.
   */
  private static final long SETTLING_LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();
  private final ArrayDeque<Resting> resting = new ArrayDeque<>();
  private final Set<ExecutionEnvironment> inUse = new HashSet<>();
  private int settling;
  private int waiting;
  private boolean closed;

  private record Resting(ExecutionEnvironment environment, long sinceNanos) {}

  /** Takes the environment that was used last, or null if none is warm. */
  @Nullable ExecutionEnvironment takeWarm() {
    lock.lock();
    try {
      awaitSettling();
      Resting newest = resting.pollFirst();
      if (newest == null) {
        return null;
      }
      inUse.add(newest.environment());
      return newest.environment();
    } finally {
      lock.unlock();
    }
  }

  /** The same without any wait, and only if an event could be offered to it at once. */
  @Nullable ExecutionEnvironment takeReady() {
    lock.lock();
    try {
      Resting newest = resting.peekFirst();
      if (newest == null || !newest.environment().isReady()) {
        return null;
      }
      resting.removeFirst();
      inUse.add(newest.environment());
      return newest.environment();
    } finally {
      lock.unlock();
    }
  }

  /** Counts a new environment in. False if the pool was closed meanwhile. */
  boolean add(ExecutionEnvironment environment) {
    lock.lock();
    try {
      return !closed && inUse.add(environment);
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

  /** Takes an environment back. False if it has to be closed instead. */
  boolean release(ExecutionEnvironment environment, boolean wasAnswered, long nowNanos) {
    lock.lock();
    try {
      if (wasAnswered) {
        settling--;
      }
      inUse.remove(environment);
      if (closed) {
        return false;
      }
      environment.rest();
      resting.addFirst(new Resting(environment, nowNanos));
      released.signal();
      return true;
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

  /** Takes out those that have been resting since before a moment. */
  List<ExecutionEnvironment> expire(long beforeNanos) {
    lock.lock();
    try {
      List<ExecutionEnvironment> expired = new ArrayList<>();
      Iterator<Resting> oldestFirst = resting.descendingIterator();
      while (oldestFirst.hasNext()) {
        Resting oldest = oldestFirst.next();
        if (oldest.sinceNanos() - beforeNanos > 0) {
          break;
        }
        oldestFirst.remove();
        expired.add(oldest.environment());
      }
      return expired;
    } finally {
      lock.unlock();
    }
  }

  /** Takes out everything and takes nothing back any more. */
  List<ExecutionEnvironment> close() {
    lock.lock();
    try {
      closed = true;
      List<ExecutionEnvironment> all = new ArrayList<>(inUse);
      resting.forEach(rest -> all.add(rest.environment()));
      resting.clear();
      inUse.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }

  private void awaitSettling() {
    long left = SETTLING_LIMIT_NANOS;
    waiting++;
    try {
      while (resting.isEmpty() && settling >= waiting && left > 0) {
        left = released.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waiting--;
    }
  }
}
