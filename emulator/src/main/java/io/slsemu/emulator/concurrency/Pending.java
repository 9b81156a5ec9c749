package io.slsemu.emulator.concurrency;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What another thread is just making. */
public final class Pending {
  private Pending() {}

  /**
   * Waits for it. What made it fail is thrown as it was thrown there, so that the caller can tell
   * the kinds apart.
   */
  public static <T> T await(CompletableFuture<T> made) {
    try {
      return made.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
