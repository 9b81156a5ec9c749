package io.slsemu.emulator.async;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs something short later. */
@FunctionalInterface
public interface Alarm {

  /** Called from several threads. */
  void after(Duration delay, Runnable task);

  /** One that rings no more once its timer is shut down. */
  static Alarm of(ScheduledExecutorService timer) {
    return (delay, task) -> {
      try {
        timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        // The emulator ends, and what is due then is in the store.
      }
    };
  }
}
