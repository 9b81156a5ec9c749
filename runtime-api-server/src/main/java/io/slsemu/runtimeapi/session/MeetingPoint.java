package io.slsemu.runtimeapi.session;

import io.slsemu.runtimeapi.model.InitOutcome;
import io.slsemu.runtimeapi.model.Invocation;
import io.slsemu.runtimeapi.state.RuntimeEvent;
import io.slsemu.runtimeapi.telemetry.TelemetrySession;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Where the platform and one generation of a runtime meet: the platform offers invocations, the
 * runtime polls for them and answers. Every method may be called from any thread.
 */
public sealed interface MeetingPoint permits SessionBase {

  /**
   * Whether the runtime may take several invocations at once. Its API is then that of Managed
   * Instances, which differs in details.
   */
  boolean isConcurrent();

  /** The environment's extensions; closed with this. */
  ExtensionSession extensions();

  /** Whoever subscribed to its telemetry; closed with this. */
  Optional<TelemetrySession> telemetry();

  /** Its part for runtimes that are kept and restored. */
  RestoreSession restore();

  /**
   * Completes when the runtime first asks for an invocation or posts an init error; cancelled when
   * the session is closed before that.
   */
  CompletableFuture<InitOutcome> initialized();

  /**
   * Hands an event to the runtime, or keeps it until the runtime asks for one. On a closed session
   * the result is cancelled.
   *
   * @param sink takes the response while it comes; null: the answer holds it whole
   */
  PendingInvocation offer(Invocation invocation, @Nullable ResponseSink sink);

  /** The session's clock, in nanoseconds. */
  long nanoTime();

  /**
   * Ends the session: ids under way become invalid, parked polls are closed, open futures are
   * cancelled. Idempotent.
   */
  void close();

  /**
   * The runtime asks for an event: the poll is answered at once if there is one, else parked.
   *
   * @return why it may not ask now, if so; the poll is then forgotten
   */
  Optional<Refusal> next(ParkedPoll poll);

  /** The client of a parked poll has gone. */
  void vanished(ParkedPoll poll);

  /** The event is about to be on its way whole. */
  void delivering(PendingInvocation pending);

  /** The event could not be written: another parked poll gets it, or else the next one to come. */
  void undelivered(PendingInvocation pending);

  /**
   * The runtime starts to answer.
   *
   * @param event {@link RuntimeEvent#RESPONSE} or {@link RuntimeEvent#ERROR}
   * @param invocationId the nonce as the runtime echoed it, or null if it did not
   */
  Admission beginAnswer(RuntimeEvent event, String requestId, @Nullable String invocationId);

  /** The runtime gives up during Init. */
  Optional<Refusal> initError(InitOutcome.Failed failure);
}
