package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.input.ClientContext;
import io.slsemu.cli.input.HumanDuration;
import io.slsemu.emulator.placement.StartPreference;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how many calls are made, and how. */
final class CallOptions {
  private static final int MAX_PARALLEL = 1_000;

  @Option(names = "--repeat", paramLabel = "N", description = "Make N calls with the same event.")
  private @Nullable Integer repeat;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      converter = HumanDuration.class,
      description = "Idle, so frozen, for so long between calls: 500ms, 2s, 1m.")
  private Duration interval = Duration.ZERO;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "Up to N calls at once, each in its own environment; alone: N calls.")
  private @Nullable Integer parallel;

  @Option(
      names = "--stream",
      description = "stdin holds JSON documents: one call each, as they arrive.")
  private boolean stream;

  @Option(names = "--cold", description = "Every call in a new environment.")
  private boolean cold;

  @Option(names = "--warm", description = "Exit 7 if a call finds no warm environment.")
  private boolean warm;

  @Option(
      names = "--client-context",
      paramLabel = "JSON|BASE64",
      description = "The client context, at most 3583 bytes of base64.")
  private @Nullable String clientContext;

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
