package io.slsemu.runtimeapi.session;

import io.slsemu.runtimeapi.model.InitOutcome;
import io.slsemu.runtimeapi.model.Invocation;
import java.util.concurrent.CompletableFuture;

/** The meeting point of the platform and one generation of a runtime. Skeleton. */
public final class RuntimeSession {

  /** Completes when the runtime first asks for an invocation or posts an init error. */
  public CompletableFuture<InitOutcome> initialized() {
    throw new UnsupportedOperationException();
  }

  /**
   * Hands an event to the runtime: at once if it is parked at {@code next}, else when it comes
   * there.
   *
   * @throws IllegalStateException if an invocation is under way
   */
  public PendingInvocation offer(Invocation invocation) {
    throw new UnsupportedOperationException();
  }

  /**
   * Ends the session: the id under way becomes invalid (late replies get 400), a parked poll is
   * closed, open futures are cancelled. Idempotent.
   */
  public void close() {}
}
