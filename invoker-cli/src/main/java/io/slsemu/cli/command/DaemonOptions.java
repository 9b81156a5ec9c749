package io.slsemu.cli.command;

import io.slsemu.cli.daemon.Daemons;
import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.output.Diagnostics;
import io.slsemu.cli.output.Format;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** What the commands share that ask a running daemon. */
final class DaemonOptions {
  private final CommandContext context;
  private final GlobalOptions global;
  private final @Nullable String endpointUrl;
  private final @Nullable Integer port;
  private final boolean json;

  DaemonOptions(CommandContext context, ParseResult line) {
    this.context = context;
    this.global = new GlobalOptions(line);
    this.endpointUrl = line.matchedOptionValue("--endpoint-url", null);
    this.port = line.matchedOptionValue("--port", null);
    this.json = line.matchedOptionValue("--json", false);
  }

  /** Adds these options, and those every command has. */
  static void declare(Declare command) {
    command.flag("--json", "The same as --output json.");
    declarePlace(command);
    GlobalOptions.declare(command);
  }

  /** Adds the options that say where the daemon is. */
  static void declarePlace(Declare command) {
    command
        .text(
            "--endpoint-url",
            "URL",
            "Where the daemon is (default: SLS_EMU_ENDPOINT, else the one that runs, else port"
                + " 3001).")
        .number("-p --port", "PORT", "The same by its port on this machine.");
  }

  /** Finds daemons. */
  Daemons daemons() {
    return new Daemons(endpointUrl, port, context.environment());
  }

  boolean isJson() {
    return json || global.format() == Format.JSON;
  }

  Diagnostics diagnostics() {
    return global.diagnostics(context);
  }

  /**
   * Writes a result to stdout.
   *
   * @throws CommandFailure if it cannot be written
   */
  void print(String text) {
    context.terminal().print(text);
  }
}
