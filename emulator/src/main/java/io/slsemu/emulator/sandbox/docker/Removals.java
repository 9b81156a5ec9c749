package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.sandbox.host.ThreadStarter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Removes containers. An engine that does not answer holds nobody up for long. */
final class Removals {
  /** Tens of milliseconds each, but an engine that has many to remove lets them wait. */
  private static final long PATIENCE_SECONDS = 3;

  private final Engine engine;
  private final ThreadStarter threads;

  Removals(Engine engine, ThreadStarter threads) {
    this.engine = engine;
    this.threads = threads;
  }

  /**
   * Returns once the container is gone or cannot be removed now, or when that takes too long. Then
   * it goes on by itself, and what it does not come to, the keeper does.
   */
  void run(String id) {
    CountDownLatch done = new CountDownLatch(1);
    threads.start(
        "sandbox-removal",
        () -> {
          try {
            new ContainerRemoval(engine).run(id);
          } finally {
            done.countDown();
          }
        });
    try {
      done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
