package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.sandbox.host.ThreadStarter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Removes containers. An engine that does not answer holds nobody up for long. */
final class Removals {
  /** Tens of milliseconds each; when none at all goes for so long, nobody waits on. */
  private static final long STANDSTILL_SECONDS = 3;

  /** More at once would only slow each other down. */
  private static final int AT_ONCE = 16;

  private final Engine engine;
  private final ThreadStarter threads;
  private final Turns turns = new Turns(AT_ONCE);
  private final AtomicInteger ended = new AtomicInteger();

  Removals(Engine engine, ThreadStarter threads) {
    this.engine = engine;
    this.threads = threads;
  }

  /**
   * Returns once the container is gone or cannot be removed now, or when the engine comes to
   * nothing any more. Then it goes on by itself, and what it does not come to, the keeper does.
   */
  void run(String id) {
    CountDownLatch done = new CountDownLatch(1);
    threads.start("sandbox-removal", () -> remove(id, done));
    try {
      int before = ended.get();
      while (!done.await(STANDSTILL_SECONDS, TimeUnit.SECONDS)) {
        int now = ended.get();
        if (now == before) {
          return;
        }
        before = now;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void remove(String id, CountDownLatch done) {
    try {
      turns.take(
          () -> {
            new ContainerRemoval(engine).run(id);
            return ended.incrementAndGet();
          });
    } finally {
      done.countDown();
    }
  }
}
