package io.slsemu.cli.command;

import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.output.Check;
import io.slsemu.cli.output.Diagnostics;
import io.slsemu.cli.output.FidelityNotice;
import io.slsemu.cli.output.Figures;
import io.slsemu.cli.output.Responses;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.placement.NoWarmEnvironmentException;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Prints what a call gave and turns it into an exit code. */
final class ResultWriter {
  private final Responses responses;
  private final CheckOptions checks;
  private final Diagnostics diagnostics;
  private final FidelityNotice fidelity;
  private final boolean noFail;

  /**
   * @param noFail whether what the function did must not show in the exit code
   */
  ResultWriter(Responses responses, CheckOptions checks, Diagnostics diagnostics, boolean noFail) {
    this.responses = responses;
    this.checks = checks;
    this.diagnostics = diagnostics;
    this.fidelity = new FidelityNotice(diagnostics);
    this.noFail = noFail;
  }

  /** Makes a call, prints its result, and tells how it counts. */
  ExitCode of(String functionName, Supplier<InvokeResult> call) {
    InvokeResult result;
    try {
      result = call.get();
    } catch (NoWarmEnvironmentException e) {
      diagnostics.error(
          "--warm: " + e.getMessage(), "the first call of a run is cold; leave --warm out");
      return ExitCode.CHECK_FAILED;
    }
    fidelity.tell(result.fidelity());
    tellStart(result.timeline());
    List<Check> outcomes = checks.of(result);
    responses.write(functionName, result, outcomes);
    ExitCode code = noFail ? ExitCode.OK : ExitCode.of(result.outcome().kind());
    return report(outcomes) ? code : code.worse(ExitCode.CHECK_FAILED);
  }

  /** Of a cold start: what the sandbox took, which no REPORT line has, and what Init took. */
  private void tellStart(List<InvokeResult.Phase> timeline) {
    String sandbox = took(timeline, "sandbox");
    if (sandbox != null) {
      String init = took(timeline, "init");
      diagnostics.detail("sandbox ready in " + sandbox + (init == null ? "" : ", Init " + init));
    }
  }

  private static @Nullable String took(List<InvokeResult.Phase> timeline, String name) {
    for (InvokeResult.Phase phase : timeline) {
      if (phase.name().equals(name)) {
        Duration length = phase.end().minus(phase.start());
        return Figures.millis(length).setScale(1, RoundingMode.HALF_UP) + " ms";
      }
    }
    return null;
  }

  private boolean report(List<Check> outcomes) {
    boolean passed = true;
    for (Check check : outcomes) {
      if (!check.passed()) {
        passed = false;
        diagnostics.error(check.option() + ": " + check.failure(), null);
      }
    }
    return passed;
  }
}
