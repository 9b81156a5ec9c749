package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.input.NearestName;
import io.slsemu.emulator.function.FunctionRuntime;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The options that say which runtime a function is deployed for, and how it starts. */
final class RuntimeOptions {
  private final String identifier;
  private final boolean snapStart;

  RuntimeOptions(ParseResult line) {
    identifier = line.matchedOptionValue("--runtime", FunctionRuntime.DEFAULT.identifier());
    snapStart = line.matchedOptionValue("--snap-start", false);
  }

  /** Adds these options to a command. */
  static void declare(Declare command) {
    command
        .text(
            "--runtime",
            "IDENTIFIER",
            "The runtime it is deployed for, such as java21; it brings its bootstrap all the same"
                + " (default provided.al2023).")
        .flag(
            "--snap-start",
            "Restore from a checkpoint: one environment is initialised, frozen and kept for the next"
                + " cold start. Each is an Init of its own, not a copy. Java, Python, .NET only.");
  }

  /**
   * @throws CommandFailure if there is no such runtime
   */
  FunctionRuntime runtime() {
    if (!FunctionRuntime.IDENTIFIERS.contains(identifier)) {
      @Nullable String nearest = NearestName.of(identifier, FunctionRuntime.IDENTIFIERS);
      throw CommandFailure.usage(
          "--runtime '" + identifier + "' is none of the service's runtimes",
          nearest == null
              ? "use one of " + String.join(", ", FunctionRuntime.IDENTIFIERS)
              : "did you mean " + nearest + "?");
    }
    return new FunctionRuntime(identifier, snapStart);
  }
}
