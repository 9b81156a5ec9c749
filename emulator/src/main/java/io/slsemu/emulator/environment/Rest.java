package io.slsemu.emulator.environment;

import io.slsemu.emulator.report.TimeSource;
import io.slsemu.emulator.sandbox.Sandbox;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An environment's state and its time between invocations: frozen, so that nothing in it runs.
 *
 * <p>Freezing is off the caller's path, and called off when the next event is already there: the
 * thread that ended an invocation stays for an instant before it writes to the freezer, and a new
 * lease sends it away. Both decide under one lock, which is held while the freezer's file is
 * written (some tens of microseconds): a thaw must never overtake the freeze it undoes.
 */
final class Rest {
  /**
   * How long a runtime back at next may run on before it is frozen. Shorter than the shortest pause
   * a function could notice, longer than a caller in a loop takes to send its next event.
   */
  private static final long INSTANT_NANOS = TimeUnit.MICROSECONDS.toNanos(300);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private final TimeSource time;
  private EnvironmentState state = EnvironmentState.CREATED;
  private boolean resting;
  private long sinceNanos;
  private @Nullable Duration last;

  Rest(TimeSource time) {
    this.time = time;
  }

  EnvironmentState state() {
    lock.lock();
    try {
      return state;
    } finally {
      lock.unlock();
    }
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

  /** Freezes the sandbox unless {@link #end} comes within an instant. */
  void freeze(Sandbox sandbox) {
    lock.lock();
    try {
      long left = INSTANT_NANOS;
      while (resting && left > 0) {
        left = woken.awaitNanos(left);
      }
      if (resting && state == EnvironmentState.READY) {
        sandbox.freeze();
        state = EnvironmentTransitions.next(state, EnvironmentEvent.FREEZE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Marks the beginning of a rest, before anybody can lease the environment again. */
  void begin() {
    lock.lock();
    try {
      resting = true;
      sinceNanos = time.now();
    } finally {
      lock.unlock();
    }
  }

  /** Thaws the sandbox if it is frozen. */
  void end(Sandbox sandbox) {
    lock.lock();
    try {
      if (resting) {
        resting = false;
        last = Duration.ofNanos(time.now() - sinceNanos);
        woken.signal();
      }
      if (state == EnvironmentState.FROZEN) {
        sandbox.thaw();
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
