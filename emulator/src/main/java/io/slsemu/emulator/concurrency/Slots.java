package io.slsemu.emulator.concurrency;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * So many calls at once. Taking and giving back are one atomic step each; the lock is only for
 * those who wait.
 */
final class Slots {
  /** Long enough for a slow runtime's way back to next; placement waits as long for it. */
  static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger settling = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition given = lock.newCondition();
  private volatile int limit;

  Slots(int limit) {
    this.limit = limit;
  }

  int limit() {
    return limit;
  }

  /** Changes the limit. Whoever is in stays in. */
  void resize(int newLimit) {
    limit = newLimit;
  }

  int taken() {
    return taken.get();
  }

  boolean tryTake() {
    int seen = taken.get();
    while (seen < limit) {
      if (taken.compareAndSet(seen, seen + 1)) {
        return true;
      }
      seen = taken.get();
    }
    return false;
  }

  /** Whether one will be given back in an instant: its caller has its answer. */
  boolean mayComeFree() {
    return limit > 0 && settling.get() > waiting.get();
  }

  /** Takes one, waiting for those that may come free. */
  boolean take(long patienceNanos) {
    if (tryTake()) {
      return true;
    }
    return mayComeFree() && await(patienceNanos);
  }

  private boolean await(long patienceNanos) {
    long left = patienceNanos;
    lock.lock();
    // Counted before the next try: who gives one back after it will see us.
    waiting.incrementAndGet();
    try {
      boolean got = tryTake();
      while (!got && left > 0 && settling.get() >= waiting.get()) {
        left = given.awaitNanos(left);
        got = tryTake();
      }
      return got;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting.decrementAndGet();
      lock.unlock();
    }
  }

  /** One that is taken will be given back in an instant. */
  void settle() {
    settling.incrementAndGet();
  }

  /**
   * @param settled whether {@link #settle()} was said of it
   */
  void give(boolean settled) {
    taken.decrementAndGet();
    if (settled) {
      settling.decrementAndGet();
    }
    if (waiting.get() > 0) {
      wake();
    }
  }

  private void wake() {
    lock.lock();
    try {
      given.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
