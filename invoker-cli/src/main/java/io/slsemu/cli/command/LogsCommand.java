package io.slsemu.cli.command;

import io.slsemu.cli.daemon.Daemon;
import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.input.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sls-emu logs}: the newest log lines of a running daemon's functions. */
public final class LogsCommand implements Command {
  private final DaemonOptions options;
  private final @Nullable String function;
  private final boolean follow;
  private final @Nullable Duration since;
  private final @Nullable String filter;

  /**
   * @param line the command's line, parsed by {@link #spec()}
   */
  public LogsCommand(CommandContext context, ParseResult line) {
    options = new DaemonOptions(context, line);
    function = line.matchedPositionalValue(0, null);
    follow = line.matchedOptionValue("--follow", false);
    since = line.matchedOptionValue("--since", null);
    filter = line.matchedOptionValue("--filter", null);
  }

  /** The command's options and arguments. */
  public static CommandSpec spec() {
    Declare command =
        Declare.command("logs", "Print the newest log lines of a running daemon's functions.");
    command
        .argument("NAME", "Whose lines; without it everybody's, each behind its function's name.")
        .flag("-f --follow", "Go on with lines as they come, until interrupted.")
        .duration("-s --since", "Only lines that are no older: 30s, 5m, 1h.")
        .text("-F --filter", "TEXT", "Only lines that contain TEXT.");
    DaemonOptions.declare(command);
    return command.spec();
  }

  @Override
  public ExitCode run() {
    Daemon daemon = options.daemons().one();
    requireFunction(daemon);
    boolean named = function == null && daemon.functions().size() > 1;
    long after = show(daemon.logs(function, 0, false), named);
    if (follow) {
      follow(daemon, after, named);
    }
    return ExitCode.OK;
  }

  /** Until a signal ends it, or the daemon does. */
  private void follow(Daemon daemon, long from, boolean named) {
    long after = from;
    try {
      while (true) {
        after = show(daemon.logs(function, after, true), named);
      }
    } catch (CommandFailure e) {
      if (daemon.answers()) {
        throw e;
      }
      options.diagnostics().notice("the daemon at " + daemon.url() + " has ended");
    }
  }

  /** One that is gone may have left lines. */
  private void requireFunction(Daemon daemon) {
    if (function != null
        && !daemon.has(function)
        && daemon.logs(function, 0, false).objects("lines").isEmpty()) {
      throw CommandFailure.notFound(
          "there is no function " + function + " at " + daemon.url(),
          "see those there are: sls-emu list");
    }
  }

  private long show(JsonObject logs, boolean named) {
    List<JsonObject> lines = logs.objects("lines").stream().filter(this::isWanted).toList();
    options.print(options.isJson() ? ListCommand.lines(lines) : text(lines, named));
    return logs.requireNumber("next");
  }

  private boolean isWanted(JsonObject line) {
    long age = System.currentTimeMillis() - line.requireNumber("timeMs");
    return (since == null || age <= since.toMillis())
        && (filter == null || line.requireText("line").contains(filter));
  }

  private static String text(List<JsonObject> lines, boolean named) {
    StringBuilder text = new StringBuilder();
    for (JsonObject line : lines) {
      if (named) {
        text.append(line.text("function")).append(" | ");
      }
      text.append(line.text("line")).append('\n');
    }
    return text.toString();
  }
}
