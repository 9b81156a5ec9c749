package io.slsemu.emulator.invoke;

import io.slsemu.emulator.environment.InvocationOutcome;

/** Gives a caller its answer. */
@FunctionalInterface
public interface Responder {

  /** For callers that wait for the whole result anyway. */
  Responder NONE = (requestId, outcome) -> {};

  /**
   * Called once, as soon as the outcome is known and before the runtime is back at next. Must not
   * block for long, and must not throw.
   */
  void answer(String requestId, InvocationOutcome outcome);
}
