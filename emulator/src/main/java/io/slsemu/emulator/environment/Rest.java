package io.slsemu.emulator.environment;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An environment's state and its time between invocations: frozen, so that nothing in it runs.
 *
 * <p>Freezing is off the caller's path, and called off when the next event is already there: the
 * thread that ended an invocation stays for an instant before it writes to the freezer, and a new
 * lease sends it away. Both decide under one lock, which is held while the freezer's file is
 * written (some tens of microseconds), or an engine does it (milliseconds, or seconds if it hangs):
 * a thaw must never overtake the freeze it undoes.
 */
final class Rest {
  /**
   * How long a runtime back at next may run on before it is frozen. Shorter than the shortest pause
   * a function could notice, longer than a caller in a loop takes to send its next event.
   */
  private static final long INSTANT_NANOS = TimeUnit.MICROSECONDS.toNanos(300);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private final LongSupplier age;
  // Written under the lock; whoever reads it does not wait for a freeze that is under way.
  private volatile EnvironmentState state = EnvironmentState.CREATED;
  private boolean resting;
  private long sinceNanos;
  private @Nullable Duration last;

  Rest(LongSupplier age) {
    this.age = age;
  }

  EnvironmentState state() {
    return state;
  }

  /**
   * @throws IllegalStateException if the event is not allowed now
   */
  void move(EnvironmentEvent event) {
    lock.lock();
    try {
      state = EnvironmentTransitions.next(state, event);
    } finally {
      lock.unlock();
    }
  }

  /** Freezes a generation, if there is one, unless {@link #end} comes within an instant. */
  void freeze(@Nullable RuntimeGeneration generation) {
    lock.lock();
    try {
      long left = INSTANT_NANOS;
      while (resting && left > 0) {
        left = woken.awaitNanos(left);
      }
      if (resting && state == EnvironmentState.READY && generation != null) {
        generation.freeze();
        state = EnvironmentTransitions.next(state, EnvironmentEvent.FREEZE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Freezes a generation by somebody's wish.
   *
   * @return the state it was in; anything but {@link EnvironmentState#READY}: nothing was done
   */
  EnvironmentState freezeNow(RuntimeGeneration generation) {
    lock.lock();
    try {
      EnvironmentState before = resting ? state : working();
      if (before == EnvironmentState.READY) {
        generation.freeze();
        state = EnvironmentTransitions.next(state, EnvironmentEvent.FREEZE);
      }
      return before;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Thaws a generation by somebody's wish; it then stays so until its next rest.
   *
   * @return the state it was in; anything but {@link EnvironmentState#FROZEN}: nothing was done
   */
  EnvironmentState thawNow(RuntimeGeneration generation) {
    lock.lock();
    try {
      EnvironmentState before = state;
      if (before == EnvironmentState.FROZEN) {
        generation.thaw();
        state = EnvironmentTransitions.next(state, EnvironmentEvent.THAW);
      }
      return before;
    } finally {
      lock.unlock();
    }
  }

  /** In somebody's hands a runtime that waits for its event is as good as at work. */
  private EnvironmentState working() {
    return state == EnvironmentState.READY ? EnvironmentState.INVOKING : state;
  }

  /** How long it has been at rest by now, null if it is not. */
  @Nullable Duration lasts() {
    lock.lock();
    try {
      return resting ? Duration.ofNanos(age.getAsLong() - sinceNanos) : null;
    } finally {
      lock.unlock();
    }
  }

  /** Marks the beginning of a rest, before anybody can lease the environment again. */
  void begin() {
    lock.lock();
    try {
      resting = true;
      sinceNanos = age.getAsLong();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends a rest that nobody has frozen, nor is freezing now; does not wait.
   *
   * @return false if it goes on: {@link #end} may have to wait for the host
   */
  boolean tryEnd() {
    if (!lock.tryLock()) {
      return false;
    }
    try {
      if (state != EnvironmentState.FROZEN) {
        wake();
      }
      return state != EnvironmentState.FROZEN;
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    if (resting) {
      resting = false;
      last = Duration.ofNanos(age.getAsLong() - sinceNanos);
      woken.signal();
    }
  }

  /** Thaws a generation if it is frozen; null, which is never frozen, if there is none. */
  void end(@Nullable RuntimeGeneration generation) {
    lock.lock();
    try {
      wake();
      if (state == EnvironmentState.FROZEN && generation != null) {
        generation.thaw();
        state = EnvironmentTransitions.next(state, EnvironmentEvent.THAW);
      }
    } finally {
      lock.unlock();
    }
  }

  @Nullable Duration duration() {
    return last;
  }
}
