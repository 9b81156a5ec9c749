package io.slsemu.emulator.environment;

import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.runtimeapi.model.Invocation;
import io.slsemu.runtimeapi.model.RuntimeAnswer;
import io.slsemu.runtimeapi.session.PendingInvocation;
import java.nio.charset.StandardCharsets;

/** One event in a runtime's hands: offered, and answered by whatever comes first. */
final class InvokePhase {
  private static final String OVERSIZED =
      "{\"errorMessage\":\"Response payload size exceeded maximum allowed payload size (%d bytes).\","
          + "\"errorType\":\"Function.ResponseSizeTooLarge\"}";

  private final RuntimeGeneration generation;
  private final PendingInvocation pending;
  private final Fault overrun;

  /** Offers the event. */
  InvokePhase(RuntimeGeneration generation, Invocation invocation, Fault overrun) {
    this.generation = generation;
    this.overrun = overrun;
    this.pending = generation.session().offer(invocation);
  }

  /** Waits for the first of answer, exit and deadline. */
  InvocationOutcome await(long limitNanos) {
    if (generation.await(pending.answer(), limitNanos)) {
      return outcome(pending.answer().join());
    }
    return lost();
  }

  /**
   * Waits until the runtime is back at next.
   *
   * @return whether it came back; if not, {@link #lost()} tells why
   */
  boolean settle(long limitNanos) {
    return generation.await(pending.settled(), limitNanos);
  }

  /** Why the runtime did not answer or did not come back. */
  InvocationOutcome lost() {
    String requestId = pending.invocation().requestId();
    if (!generation.hasExited()) {
      return outcome(Kind.TIMEOUT, overrun, requestId);
    }
    Fault cause = generation.causeOfExit();
    boolean memory = "Runtime.OutOfMemory".equals(cause.errorType());
    return outcome(memory ? Kind.OUT_OF_MEMORY : Kind.RUNTIME_EXIT, cause, requestId);
  }

  static InvocationOutcome outcome(Kind kind, Fault fault, String requestId) {
    return new InvocationOutcome(kind, fault.payload(requestId), fault.errorType());
  }

  private static InvocationOutcome outcome(RuntimeAnswer answer) {
    if (answer instanceof RuntimeAnswer.Response response) {
      return new InvocationOutcome(Kind.OK, response.payload(), null);
    }
    if (answer instanceof RuntimeAnswer.Failure failure) {
      return new InvocationOutcome(Kind.FUNCTION_ERROR, failure.payload(), failure.errorType());
    }
    if (answer instanceof RuntimeAnswer.Oversized oversized) {
      byte[] payload =
          String.format(OVERSIZED, oversized.limitBytes()).getBytes(StandardCharsets.UTF_8);
      return new InvocationOutcome(Kind.FUNCTION_ERROR, payload, "Function.ResponseSizeTooLarge");
    }
    throw new AssertionError(answer);
  }
}
