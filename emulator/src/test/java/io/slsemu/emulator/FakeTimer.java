package io.slsemu.emulator;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A timer whose tasks run when a test says so. */
final class FakeTimer extends ScheduledThreadPoolExecutor {
  /** Something that was to be done later. */
  record Task(Runnable work, Duration delay, ScheduledFuture<?> future) {}

  private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();

  FakeTimer() {
    super(1);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
    ScheduledFuture<?> never = super.schedule(() -> {}, 1, TimeUnit.DAYS);
    tasks.add(new Task(work, Duration.ofNanos(unit.toNanos(delay)), never));
    return never;
  }

  /** The next task there is, or comes. */
  Task next() throws InterruptedException {
    Task task = tasks.poll(20, TimeUnit.SECONDS);
    if (task == null) {
      throw new AssertionError("nothing is to be done later");
    }
    return task;
  }
}
