package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.input.ClientContext;
import io.slsemu.emulator.placement.StartPreference;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The options that say how many calls are made, and how. */
final class CallOptions {
  private static final int MAX_PARALLEL = 1_000;

  private final @Nullable Integer repeat;
  private final Duration interval;
  private final @Nullable Integer parallel;
  private final boolean stream;
  private final boolean cold;
  private final boolean warm;
  private final @Nullable String clientContext;

  CallOptions(ParseResult line) {
    repeat = line.matchedOptionValue("--repeat", null);
    interval = line.matchedOptionValue("--interval", Duration.ZERO);
    parallel = line.matchedOptionValue("--parallel", null);
    stream = line.matchedOptionValue("--stream", false);
    cold = line.matchedOptionValue("--cold", false);
    warm = line.matchedOptionValue("--warm", false);
    clientContext = line.matchedOptionValue("--client-context", null);
  }

  /** Adds these options to a command. */
  static void declare(Declare command) {
    command
        .number("--repeat", "N", "Make N calls with the same event.")
        .duration("--interval", "Idle, so frozen, for so long between calls: 500ms, 2s, 1m.")
        .number(
            "--parallel",
            "N",
            "Up to N calls at once, each in its own environment; alone: N calls.")
        .flag("--stream", "stdin holds JSON documents: one call each, as they arrive.")
        .flag("--cold", "Every call in a new environment.")
        .flag("--warm", "Exit 7 if a call finds no warm environment.")
        .text(
            "--client-context", "JSON|BASE64", "The client context, at most 3583 bytes of base64.");
  }

  /**
   * Refuses combinations that mean nothing.
   *
   * @param eventGiven whether the line names an event as well
   */
  void validate(boolean eventGiven) {
    requirePositive("--repeat", repeat, Integer.MAX_VALUE);
    requirePositive("--parallel", parallel, MAX_PARALLEL);
    if (cold && warm) {
      throw CommandFailure.usage("--cold and --warm exclude each other", "use one of them");
    }
    if (stream && (eventGiven || repeat != null)) {
      throw CommandFailure.usage(
          "--stream takes its events from stdin, one call each",
          "leave out --payload, --event and --repeat");
    }
  }

  private static void requirePositive(String option, @Nullable Integer value, int max) {
    if (value != null && (value < 1 || value > max)) {
      throw CommandFailure.usage(
          option + " " + value + " is out of range",
          max == Integer.MAX_VALUE ? "use 1 or more" : "use 1 to " + max);
    }
  }

  boolean isStream() {
    return stream;
  }

  /** How many calls are made in all, unless it is a stream. */
  int total() {
    if (repeat != null) {
      return repeat;
    }
    return parallel == null ? 1 : parallel;
  }

  /** How many calls are in flight at most. */
  int atOnce() {
    int wanted = parallel == null ? 1 : parallel;
    return stream ? wanted : Math.min(wanted, total());
  }

  /** Whether more than one answer can come. */
  boolean isMany() {
    return stream || repeat != null || parallel != null;
  }

  Duration interval() {
    return interval;
  }

  StartPreference start() {
    if (cold) {
      return StartPreference.COLD;
    }
    return warm ? StartPreference.WARM : StartPreference.ANY;
  }

  @Nullable String decodedClientContext() {
    return clientContext == null ? null : ClientContext.decode(clientContext);
  }
}
