package io.slsemu.emulator.sandbox.docker;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends calls that take too long. The client's own limit has no effect on a unix socket; but whoever
 * waits there can be interrupted.
 *
 * @param limit how long a call may take
 */
record Patience(Duration limit) {

  /** What the calling thread does, and waits for. */
  @FunctionalInterface
  interface Call<T extends @Nullable Object> {
    T run() throws IOException;
  }

  /**
   * Runs a call in the calling thread.
   *
   * @throws SocketTimeoutException if it took too long
   */
  <T extends @Nullable Object> T within(Call<T> call) throws IOException {
    Waiting waiting = new Waiting(Thread.currentThread());
    CompletableFuture<Void> over = new CompletableFuture<>();
    over.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((nothing, late) -> waiting.stopIf(late != null));
    try {
      return call.run();
    } catch (IOException | RuntimeException e) {
      if (waiting.end()) {
        throw new SocketTimeoutException("silent for " + limit.toMillis() + " ms");
      }
      throw e;
    } finally {
      waiting.end();
      over.complete(null);
    }
  }

  /** Whom to interrupt, as long as it waits. Guarded by its monitor. */
  private static final class Waiting {
    private final Thread thread;
    private boolean stopped;
    private boolean ended;

    Waiting(Thread thread) {
      this.thread = thread;
    }

    private synchronized void stopIf(boolean late) {
      if (late && !ended) {
        stopped = true;
        thread.interrupt();
      }
    }

    /** Whether it was stopped; the interruption has no effect from here on. */
    private synchronized boolean end() {
      if (stopped && !ended) {
        Thread.interrupted();
      }
      ended = true;
      return stopped;
    }
  }
}
