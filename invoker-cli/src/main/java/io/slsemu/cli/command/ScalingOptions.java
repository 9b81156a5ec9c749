package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.output.LogLines;
import io.slsemu.emulator.concurrency.ConcurrencyLimiter;
import io.slsemu.emulator.placement.ProvisionedConcurrency;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The options that say how many calls may run at once. */
final class ScalingOptions {
  private final int concurrency;
  private final @Nullable String reserved;
  private final @Nullable String provisioned;
  private final boolean sharesEnvironments;

  ScalingOptions(ParseResult line) {
    concurrency =
        line.matchedOptionValue("--concurrency", ConcurrencyLimiter.DEFAULT_ACCOUNT_LIMIT);
    reserved = line.matchedOptionValue("--reserved", null);
    provisioned = line.matchedOptionValue("--provisioned", null);
    sharesEnvironments = line.hasMatchedOption("--max-concurrency");
  }

  /** Adds these options to a command. */
  static void declare(Declare command) {
    command
        .number(
            "--concurrency",
            "N",
            "The account's concurrency: calls at once, beyond which 429 (default 1000).")
        .text(
            "--reserved",
            "[FUNCTION=]N",
            "Concurrency reserved for the function: no more, no less; 0 switches it off.")
        .text(
            "--provisioned",
            "[FUNCTION=]N",
            "Environments that stand ready: initialised ahead, used first, never idle for too"
                + " long.");
  }

  /**
   * Finds what is wrong before anything is built or started.
   *
   * @throws CommandFailure if a value is wrong
   */
  void validate(List<String> functionNames) {
    if (concurrency < 1) {
      throw CommandFailure.usage(
          "--concurrency " + concurrency + " is out of range", "use 1 or more");
    }
    check("--reserved", reserved, functionNames);
    check("--provisioned", provisioned, functionNames);
    if (provisioned != null && sharesEnvironments) {
      throw CommandFailure.usage(
          "--provisioned is for environments of one call each, --max-concurrency for shared ones",
          "leave out one of them; start --warm-up eager initialises one ahead");
    }
  }

  int concurrency() {
    return concurrency;
  }

  /**
   * Tells an emulator that has the function. A line of the log says when what is provisioned is
   * ready, or why it will not be.
   *
   * @return completes after that line
   * @throws io.slsemu.emulator.function.InvalidConfigurationException if it is more than there is
   */
  CompletableFuture<?> apply(RunningEmulator emulator, String functionName, LogLines log) {
    Integer floor = of("--reserved", reserved, functionName);
    if (floor != null) {
      emulator.reserve(functionName, floor);
    }
    Integer ahead = of("--provisioned", provisioned, functionName);
    return ahead == null
        ? CompletableFuture.completedFuture(null)
        : emulator
            .provision(functionName, ahead)
            .thenAccept(status -> log.notice(told(functionName, status)));
  }

  private static String told(String functionName, ProvisionedConcurrency status) {
    String prefix = "provisioned concurrency of " + functionName + " is " + status.status();
    return status.status() == ProvisionedConcurrency.Status.READY
        ? prefix + ": " + status.allocated() + " environments"
        : prefix + ": " + status.statusReason() + "; calls go to environments on demand";
  }

  private static @Nullable Integer of(String option, @Nullable String value, String functionName) {
    Share share = share(option, value, functionName);
    return share == null || !share.isFor(functionName) ? null : (Integer) share.calls();
  }

  /** A number, for one function or for each. */
  private record Share(@Nullable String functionName, int calls) {
    boolean isFor(String name) {
      return functionName == null || functionName.equals(name);
    }
  }

  private static void check(String option, @Nullable String value, List<String> functionNames) {
    String example = functionNames.isEmpty() ? "NAME" : functionNames.get(0);
    Share share = share(option, value, example);
    String named = share == null ? null : share.functionName();
    if (named != null && !functionNames.contains(named)) {
      throw CommandFailure.usage(
          option + " " + value + ": there is no function " + named,
          functionNames.size() == 1
              ? "the function is " + example
              : "the functions are " + String.join(", ", functionNames));
    }
  }

  /**
   * @param value a number, or a function's name, an equals sign and a number
   */
  private static @Nullable Share share(String option, @Nullable String value, String example) {
    if (value == null) {
      return null;
    }
    int equals = value.lastIndexOf('=');
    try {
      int count = Integer.parseInt(value.substring(equals + 1));
      if (count >= 0) {
        return new Share(equals < 0 ? null : value.substring(0, equals), count);
      }
    } catch (NumberFormatException e) {
      // told below, like a negative number
    }
    throw CommandFailure.usage(
        option + " '" + value + "' is no number of calls",
        "for example " + option + " 5, or " + option + " " + example + "=5");
  }
}
