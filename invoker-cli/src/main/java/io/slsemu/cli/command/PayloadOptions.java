package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.input.Payload;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what event is sent. */
final class PayloadOptions {
  @Option(
      names = "--payload",
      paramLabel = "JSON|@FILE|-",
      description = "The event: JSON itself, @file, file://file, or - for stdin (default {}).")
  private @Nullable String payload;

  @Option(
      names = {"-e", "--event"},
      paramLabel = "FILE|-",
      description = "The event from a file, or - for stdin.")
  private @Nullable String event;

  @Option(names = "--data-ascii", hidden = true)
  private @Nullable String dataAscii;

  @Option(names = "--data-file", hidden = true)
  private @Nullable String dataFile;

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
