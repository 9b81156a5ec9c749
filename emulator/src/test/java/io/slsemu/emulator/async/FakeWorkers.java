package io.slsemu.emulator.async;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/** Threads and timer in one, that do nothing until a test lets them; then in order. */
final class FakeWorkers implements Executor, Alarm {
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private Duration lastAlarm = Duration.ZERO;

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  /** Never rings: a test moves the clock, and says so. */
  @Override
  public void after(Duration delay, Runnable task) {
    lastAlarm = delay;
  }

  Duration lastAlarm() {
    return lastAlarm;
  }

  int waiting() {
    return tasks.size();
  }

  void runAll() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }
}
