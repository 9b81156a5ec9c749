package io.slsemu.emulator.environment;

import io.slsemu.emulator.report.InitializationType;
import io.slsemu.emulator.report.InvocationReport;
import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.runtimeapi.model.Invocation;
import io.slsemu.runtimeapi.session.ResponseSink;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Room for one invocation in an execution environment: {@link #begin}, {@link #awaitOutcome},
 * {@link #settle}.
 */
public interface Seat {

  /** The environment's id. */
  String id();

  /** Why the environment was made. */
  InitializationType type();

  /** How many invocations the environment has had, the one under way included. */
  int invocations();

  /** What the environment's sandbox enforces. */
  Fidelity fidelity();

  /** When Init began and how long it took, for the first invocation after a good one. */
  @Nullable ColdInit coldInit();

  /** When it was restored from a checkpoint for the invocation, null if it was not. */
  default @Nullable ColdRestore coldRestore() {
    return null;
  }

  /** How long the environment has been at rest, null if it never was. */
  @Nullable Duration idleTime();

  /**
   * Begins an invocation: hands the event to the runtime.
   *
   * @param sink takes the response while it comes; null: the outcome holds it whole
   * @param onOutcome told as soon as the outcome is known, perhaps by another thread, perhaps
   *     before this returns
   */
  void begin(
      Invocation invocation, @Nullable ResponseSink sink, Consumer<InvocationOutcome> onOutcome);

  /** Waits for the outcome of the invocation that was begun, at most until its deadline. */
  InvocationOutcome awaitOutcome();

  /** Does what is left once the caller has its answer, and writes END and REPORT. */
  InvocationReport settle();

  /** The lines of the invocation that was settled last, and of the Init before it. */
  List<String> takeLog();
}
