package io.slsemu.emulator.invoke;

import io.slsemu.emulator.environment.InvocationOutcome;
import io.slsemu.emulator.function.Function;
import io.slsemu.runtimeapi.model.Invocation;

/** Gives a caller its answer. */
@FunctionalInterface
public interface Responder {

  /** For callers that wait for the whole result anyway. */
  Responder NONE = (invocation, outcome) -> {};

  /** Told first of all which version of the function serves. */
  default void resolved(Function function) {}

  /**
   * Called once, as soon as the outcome is known and before the runtime is back at next. Must not
   * block for long, and must not throw.
   */
  void answer(Invocation invocation, InvocationOutcome outcome);
}
