package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.input.HumanDuration;
import io.slsemu.cli.input.Json;
import io.slsemu.cli.input.JsonDifference;
import io.slsemu.cli.input.Payload;
import io.slsemu.cli.output.Check;
import io.slsemu.cli.output.Figures;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.report.InvocationReport;
import io.slsemu.emulator.report.MemorySource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a call has to be like; a breach is exit code 7. */
final class CheckOptions {
  @Option(
      names = "--expect",
      paramLabel = "JSON|@FILE",
      description = "The response must equal this JSON; the order of members does not count.")
  private @Nullable String expect;

  @Option(
      names = "--max-duration",
      paramLabel = "DURATION",
      converter = HumanDuration.class,
      description = "Duration must not be longer.")
  private @Nullable Duration maxDuration;

  @Option(
      names = "--max-init",
      paramLabel = "DURATION",
      converter = HumanDuration.class,
      description = "Init Duration must not be longer.")
  private @Nullable Duration maxInit;

  @Option(
      names = "--max-memory",
      paramLabel = "MB",
      description = "Max Memory Used must not be more.")
  private @Nullable Integer maxMemory;

  private @Nullable Object expected;

  /**
   * Reads what is expected, before any call is made.
   *
   * @throws CommandFailure if it cannot be read or is no JSON
   */
  void prepare(Payload source) {
    if (expect != null) {
      try {
        expected = Json.read(source.read(expect));
      } catch (IllegalArgumentException e) {
        throw CommandFailure.usage(
            "--expect is not JSON: " + e.getMessage(),
            "for example --expect '{\"message\":\"hello\"}', or --expect @file");
      }
    }
  }

  /** The outcome of each check that was asked for. */
  List<Check> of(InvokeResult result) {
    InvocationReport report = result.report();
    List<Check> checks = new ArrayList<>();
    if (expect != null) {
      checks.add(new Check("--expect", difference(result.outcome().payload())));
    }
    if (maxDuration != null) {
      checks.add(limit("--max-duration", "Duration", maxDuration, report.duration()));
    }
    if (maxInit != null) {
      checks.add(limit("--max-init", "Init Duration", maxInit, report.initDuration()));
    }
    if (maxMemory != null) {
      checks.add(new Check("--max-memory", memoryFault(report, maxMemory)));
    }
    return checks;
  }

  private @Nullable String difference(byte[] payload) {
    try {
      return JsonDifference.between(expected, Json.read(payload));
    } catch (IllegalArgumentException e) {
      return "the response is not JSON: " + e.getMessage();
    }
  }

  private static Check limit(
      String option, String what, Duration limit, @Nullable Duration measured) {
    if (measured == null || measured.compareTo(limit) <= 0) {
      return new Check(option, null);
    }
    return new Check(
        option,
        what + " is " + Figures.millis(measured) + " ms, allowed " + Figures.millis(limit) + " ms");
  }

  private static @Nullable String memoryFault(InvocationReport report, int limit) {
    if (report.memorySource() == MemorySource.UNAVAILABLE) {
      return "this machine does not tell how much memory the function used";
    }
    return report.maxMemoryUsedMb() <= limit
        ? null
        : "Max Memory Used is " + report.maxMemoryUsedMb() + " MB, allowed " + limit + " MB";
  }
}
