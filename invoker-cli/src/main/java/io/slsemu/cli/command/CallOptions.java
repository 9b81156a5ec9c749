package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.input.ClientContext;
import io.slsemu.emulator.invoke.CallerIds;
import io.slsemu.emulator.placement.StartPreference;
import io.slsemu.emulator.report.TraceHeader;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The options that say how many calls are made, and how. */
final class CallOptions {
  /** Where each call's log goes. */
  enum LogType {
    /** To where the log lines of the run go, as they come. */
    NONE,
    /** The last 4 KB, with the result, as the service gives them. */
    TAIL
  }

  private static final String LOG_TYPE = "--log-type";
  private static final int MAX_PARALLEL = 1_000;

  private final @Nullable Integer repeat;
  private final Duration interval;
  private final boolean skipIdle;
  private final @Nullable Integer parallel;
  private final boolean stream;
  private final boolean streamResponse;
  private final boolean cold;
  private final boolean warm;
  private final @Nullable String clientContext;
  private final String logType;
  private final @Nullable String traceId;

  CallOptions(ParseResult line) {
    repeat = line.matchedOptionValue("--repeat", null);
    interval = line.matchedOptionValue("--interval", Duration.ZERO);
    skipIdle = line.matchedOptionValue("--skip-idle", false);
    parallel = line.matchedOptionValue("--parallel", null);
    stream = line.matchedOptionValue("--stream", false);
    streamResponse = line.matchedOptionValue("--stream-response", false);
    cold = line.matchedOptionValue("--cold", false);
    warm = line.matchedOptionValue("--warm", false);
    clientContext = line.matchedOptionValue("--client-context", null);
    logType = line.matchedOptionValue(LOG_TYPE, "none");
    traceId = line.matchedOptionValue("--trace-id", null);
  }

  /** Adds these options to a command. */
  static void declare(Declare command) {
    command
        .number("--repeat", "N", "Make N calls with the same event.")
        .duration("--interval", "Idle, so frozen, for so long between calls: 500ms, 2s, 1m.")
        .flag(
            "--skip-idle",
            "Do not wait for the interval: let environments age by it. The function's own clock"
                + " does not move.")
        .number(
            "--parallel",
            "N",
            "Up to N calls at once, each in its own environment; alone: N calls.")
        .flag("--stream", "stdin holds JSON documents: one call each, as they arrive.")
        .flag("--stream-response", "Write the response's bytes as the function sends them.")
        .flag("--cold", "Every call in a new environment.")
        .flag("--warm", "Exit 7 if a call finds no warm environment.")
        .text(
            "--client-context", "JSON|BASE64", "The client context, at most 3583 bytes of base64.")
        .text(
            LOG_TYPE,
            "None|Tail",
            "Tail: instead of log lines as they come, the last 4 KB of each call's log after it.")
        .text(
            "--trace-id",
            "HEADER",
            "X-Ray header the call is part of: Root=1-…;Parent=…;Sampled=1, or the root alone.");
  }

  /**
   * Refuses combinations that mean nothing.
   *
   * @param eventGiven whether the line names an event as well
   */
  void validate(boolean eventGiven) {
    requirePositive("--repeat", repeat, Integer.MAX_VALUE);
    requirePositive("--parallel", parallel, MAX_PARALLEL);
    if (skipIdle && (interval.isZero() || parallel != null)) {
      throw CommandFailure.usage(
          "--skip-idle needs an --interval between calls one after another",
          "for example --repeat 3 --interval 10m --skip-idle");
    }
    logType();
    ids();
    if (cold && warm) {
      throw CommandFailure.usage("--cold and --warm exclude each other", "use one of them");
    }
    if (streamResponse && parallel != null) {
      throw CommandFailure.usage(
          "--stream-response writes as it comes, and --parallel would mix the responses",
          "leave out one of them");
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

  /** Whether a response is written while it comes. */
  boolean streamsResponse() {
    return streamResponse;
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

  /** Whether the interval passes for environments only, not for who waits. */
  boolean skipsIdle() {
    return skipIdle;
  }

  StartPreference start() {
    if (cold) {
      return StartPreference.COLD;
    }
    return warm ? StartPreference.WARM : StartPreference.ANY;
  }

  LogType logType() {
    return Choice.of(LOG_TYPE, logType.toLowerCase(Locale.ROOT), LogType.values());
  }

  /** The trace the user names; request ids are always made anew. */
  CallerIds ids() {
    if (traceId == null) {
      return CallerIds.NONE;
    }
    String header = traceId.contains("=") ? traceId : "Root=" + traceId;
    TraceHeader trace =
        TraceHeader.parse(header)
            .orElseThrow(
                () ->
                    CommandFailure.usage(
                        "--trace-id '" + traceId + "' names no trace",
                        "give its root: --trace-id Root=1-5759e988-bd862e3fe1be46a994272793"));
    return new CallerIds(null, trace);
  }

  @Nullable String decodedClientContext() {
    return clientContext == null ? null : ClientContext.decode(clientContext);
  }
}
