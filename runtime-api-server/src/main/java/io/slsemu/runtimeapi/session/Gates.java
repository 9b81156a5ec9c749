package io.slsemu.runtimeapi.session;

import io.slsemu.runtimeapi.model.InitOutcome;
import java.util.concurrent.CompletableFuture;

/** Where the platform waits for the runtime and the extensions together. */
public final class Gates {

  private Gates() {}

  /**
   * Completes when Init is over: the runtime is at {@code next}, and so is every extension that
   * registered; or the runtime has posted an init error. Cancelled if the session is closed before.
   * Without extensions that is when {@link MeetingPoint#initialized()} completes. In restore mode,
   * waiting at {@code restore/next} is as good as waiting at {@code next}.
   */
  public static CompletableFuture<InitOutcome> initialized(MeetingPoint session) {
    return atFirstPoll(session)
        .thenCompose(
            outcome ->
                outcome instanceof InitOutcome.Ready
                    ? session.extensions().ready().thenApply(ready -> outcome)
                    : CompletableFuture.completedFuture(outcome));
  }

  private static CompletableFuture<InitOutcome> atFirstPoll(MeetingPoint session) {
    if (!session.restore().isEnabled()) {
      return session.initialized();
    }
    CompletableFuture<InitOutcome> kept = new CompletableFuture<>();
    session
        .restore()
        .ready()
        .thenRun(
            () -> {
              session.extensions().closeRegistration();
              kept.complete(new InitOutcome.Ready());
            });
    session
        .initialized()
        .whenComplete(
            (outcome, gone) -> {
              if (gone == null) {
                kept.complete(outcome);
              } else {
                kept.cancel(false);
              }
            });
    return kept;
  }
}
