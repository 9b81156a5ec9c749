package io.slsemu.cli.command;

import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.output.CallLog;
import io.slsemu.cli.output.Check;
import io.slsemu.cli.output.Diagnostics;
import io.slsemu.cli.output.FidelityNotice;
import io.slsemu.cli.output.Figures;
import io.slsemu.cli.output.Responses;
import io.slsemu.cli.output.StreamedResponse;
import io.slsemu.emulator.concurrency.TooManyRequestsException;
import io.slsemu.emulator.environment.InvocationOutcome;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.invoke.ResponseTaker;
import io.slsemu.emulator.placement.NoWarmEnvironmentException;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Prints what a call gave and turns it into an exit code. */
final class ResultWriter {
  private final Responses responses;
  private final CheckOptions checks;
  private final Diagnostics diagnostics;
  private final CallLog log;
  private final FidelityNotice fidelity;
  private final boolean noFail;

  /**
   * @param noFail whether what the function did must not show in the exit code
   */
  ResultWriter(
      Responses responses,
      CheckOptions checks,
      Diagnostics diagnostics,
      CallLog log,
      boolean noFail) {
    this.responses = responses;
    this.checks = checks;
    this.diagnostics = diagnostics;
    this.log = log;
    this.fidelity = new FidelityNotice(diagnostics);
    this.noFail = noFail;
  }

  /** Makes a call, prints its result, and tells how it counts. */
  ExitCode of(String functionName, Supplier<InvokeResult> call) {
    return tell(
        functionName, call, (result, checked) -> responses.write(functionName, result, checked));
  }

  /** The same, with the response written while it comes. */
  ExitCode streamed(String functionName, Function<ResponseTaker, InvokeResult> call) {
    StreamedResponse response = responses.stream();
    return tell(
        functionName,
        () -> {
          try (response) {
            return call.apply(response);
          }
        },
        (result, checked) -> {
          if (!response.hasBegun()) {
            responses.write(functionName, result, checked);
          } else {
            response.end();
            tellBroken(result.outcome());
          }
        });
  }

  /** Not on stdout, where what there is of the response stands already. */
  private void tellBroken(InvocationOutcome outcome) {
    if (outcome.isError()) {
      String document = new String(outcome.payload(), StandardCharsets.UTF_8);
      diagnostics.error(
          "the response broke off: "
              + outcome.errorType()
              + (document.isEmpty() ? "" : " " + document),
          null);
    }
  }

  private ExitCode tell(
      String functionName,
      Supplier<InvokeResult> call,
      BiConsumer<InvokeResult, List<Check>> writer) {
    InvokeResult result;
    try {
      result = call.get();
    } catch (NoWarmEnvironmentException e) {
      diagnostics.error(
          "--warm: " + e.getMessage(), "the first call of a run is cold; leave --warm out");
      return ExitCode.CHECK_FAILED;
    } catch (TooManyRequestsException e) {
      return throttled(functionName, e);
    }
    fidelity.tell(result.fidelity());
    tellStart(result.timeline());
    log.tell(result);
    List<Check> outcomes = checks.of(result);
    writer.accept(result, outcomes);
    ExitCode code = noFail ? ExitCode.OK : ExitCode.of(result.outcome().kind());
    return report(outcomes) ? code : code.worse(ExitCode.CHECK_FAILED);
  }

  /** Not the function's doing, so nothing that --no-fail covers. */
  private ExitCode throttled(String functionName, TooManyRequestsException refusal) {
    diagnostics.error(
        "throttled: " + refusal.limit() + " (" + refusal.reason().wireName() + ")",
        "call less at once or less often, or raise --reserved or --concurrency");
    responses.writeThrottled(functionName, refusal);
    return ExitCode.THROTTLED;
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
