package io.slsemu.emulator.invoke;

import io.slsemu.emulator.environment.InvocationOutcome;
import io.slsemu.emulator.report.EmbeddedMetrics;
import io.slsemu.emulator.report.InvocationReport;
import io.slsemu.emulator.report.MetricSum;
import io.slsemu.emulator.sandbox.Fidelity;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All there is to know of a finished invocation.
 *
 * @param outcome how it ended for the caller, and what the caller gets
 * @param report the figures of its REPORT line
 * @param start where it ran
 * @param timeline its phases, in order, from the moment it was asked for
 * @param logs the lines of this invocation, platform's and function's, in order
 * @param fidelity what its sandbox enforced
 */
public record InvokeResult(
    InvocationOutcome outcome,
    InvocationReport report,
    Start start,
    List<Phase> timeline,
    List<String> logs,
    Fidelity fidelity) {

  /** What the function's embedded metrics add up to, as far as its log was written and is kept. */
  public List<MetricSum> metrics() {
    return EmbeddedMetrics.of(logs);
  }

  /**
   * @param type {@code cold}, {@code warm} or {@code provisioned}
   * @param environmentId which environment
   * @param invocationIndex 1 for the environment's first invocation
   * @param idleBefore how long the environment had stood frozen, null on a cold start
   */
  public record Start(
      String type, String environmentId, int invocationIndex, @Nullable Duration idleBefore) {}

  /** A named stretch of time; both ends counted from the moment the call was made. */
  public record Phase(String name, Duration start, Duration end) {}
}
