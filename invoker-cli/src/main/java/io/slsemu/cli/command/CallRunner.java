package io.slsemu.cli.command;

import io.slsemu.cli.exit.ExitCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls of a run: one after another, or several at once on threads of their own. The
 * first failure that is not the function's ends the run.
 */
final class CallRunner {
  /** Makes one call and tells how it ended. */
  @FunctionalInterface
  interface Call {
    ExitCode make(byte[] event);
  }

  /** Stands idle for so long without waiting. */
  @FunctionalInterface
  interface Idle {
    void skip(Duration duration);
  }

  private final Events events;
  private final Duration interval;
  private final @Nullable Idle idle;
  private final Call call;
  private final CountDownLatch stopped = new CountDownLatch(1);
  // Guards the two fields below.
  private final Object lock = new Object();
  private ExitCode worst = ExitCode.OK;
  private @Nullable RuntimeException failure;

  /**
   * @param interval how long to stay idle between two calls
   * @param idle does so without waiting; null: waits
   */
  CallRunner(Events events, Duration interval, @Nullable Idle idle, Call call) {
    this.events = events;
    this.interval = interval;
    this.idle = idle;
    this.call = call;
  }

  /**
   * Makes all calls.
   *
   * @return the gravest result
   */
  ExitCode run(int atOnce) {
    if (atOnce == 1) {
      callUntilDone();
    } else {
      await(start(atOnce));
    }
    synchronized (lock) {
      if (failure != null) {
        throw failure;
      }
      return worst;
    }
  }

  private List<Thread> start(int atOnce) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 1; i <= atOnce; i++) {
      Thread thread = new Thread(this::callUntilDone, "call-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    return threads;
  }

  private static void await(List<Thread> threads) {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void callUntilDone() {
    try {
      byte[] event = events.next();
      while (event != null && stopped.getCount() > 0) {
        record(call.make(event));
        event = events.next();
        if (event != null && !interval.isZero()) {
          pause();
        }
      }
    } catch (RuntimeException e) {
      stop(e);
    }
  }

  private void pause() {
    if (idle != null) {
      idle.skip(interval);
      return;
    }
    try {
      // Woken early where another call has ended the run.
      stopped.await(interval.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped.countDown();
    }
  }

  private void record(ExitCode result) {
    synchronized (lock) {
      worst = worst.worse(result);
    }
  }

  private void stop(RuntimeException cause) {
    synchronized (lock) {
      if (failure == null) {
        failure = cause;
      }
    }
    stopped.countDown();
  }
}
