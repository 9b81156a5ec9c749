package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
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
import picocli.CommandLine.ParseResult;

/** The options that say what a call has to be like; a breach is exit code 7. */
final class CheckOptions {
  private final @Nullable String expect;
  private final @Nullable Duration maxDuration;
  private final @Nullable Duration maxInit;
  private final @Nullable Integer maxMemory;
  private @Nullable Object expected;

  CheckOptions(ParseResult line) {
    expect = line.matchedOptionValue("--expect", null);
    maxDuration = line.matchedOptionValue("--max-duration", null);
    maxInit = line.matchedOptionValue("--max-init", null);
    maxMemory = line.matchedOptionValue("--max-memory", null);
  }

  /** Adds these options to a command. */
  static void declare(Declare command) {
    command
        .text(
            "--expect",
            "JSON|@FILE",
            "The response must equal this JSON; the order of members does not count.")
        .duration("--max-duration", "Duration must not be longer.")
        .duration("--max-init", "Init Duration must not be longer.")
        .number("--max-memory", "MB", "Max Memory Used must not be more.");
  }

  /** Whether the response itself is compared. */
  boolean comparesResponse() {
    return expect != null;
  }

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
