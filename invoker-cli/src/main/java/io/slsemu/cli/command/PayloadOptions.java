package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.input.Payload;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The options that say what event is sent. */
final class PayloadOptions {
  private final @Nullable String payload;
  private final @Nullable String event;
  private final @Nullable String dataAscii;
  private final @Nullable String dataFile;

  PayloadOptions(ParseResult line) {
    payload = line.matchedOptionValue("--payload", null);
    event = line.matchedOptionValue("--event", null);
    dataAscii = line.matchedOptionValue("--data-ascii", null);
    dataFile = line.matchedOptionValue("--data-file", null);
  }

  /** Adds these options to a command. */
  static void declare(Declare command) {
    command
        .text(
            "--payload",
            "JSON|@FILE|-",
            "The event: JSON itself, @file, file://file, or - for stdin (default {}).")
        .text("-e --event", "FILE|-", "The event from a file, or - for stdin.")
        .alias("--data-ascii")
        .alias("--data-file");
  }

  boolean isGiven() {
    return count() > 0;
  }

  /**
   * The event's bytes.
   *
   * @throws CommandFailure if several were given, or it cannot be read or is no JSON
   */
  byte[] read(Payload source) {
    if (count() > 1) {
      throw CommandFailure.usage(
          "the event is given more than once", "use one of --payload and --event");
    }
    if (payload != null) {
      return source.fromArgument("--payload", payload);
    }
    if (dataAscii != null) {
      return source.fromArgument("--data-ascii", dataAscii);
    }
    String file = event == null ? dataFile : event;
    return file == null ? Payload.none() : source.fromFileOrStdin(file);
  }

  private int count() {
    int count = 0;
    for (String given : new @Nullable String[] {payload, event, dataAscii, dataFile}) {
      count += given == null ? 0 : 1;
    }
    return count;
  }
}
