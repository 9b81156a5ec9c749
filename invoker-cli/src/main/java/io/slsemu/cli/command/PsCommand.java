package io.slsemu.cli.command;

import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.input.JsonObject;
import io.slsemu.cli.output.Shown;
import io.slsemu.cli.output.Table;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sls-emu ps}: the execution environments of a running daemon. */
public final class PsCommand implements Command {
  private final DaemonOptions options;

  /**
   * @param line the command's line, parsed by {@link #spec()}
   */
  public PsCommand(CommandContext context, ParseResult line) {
    options = new DaemonOptions(context, line);
  }

  /** The command's options. */
  public static CommandSpec spec() {
    Declare command = Declare.command("ps", "List the execution environments of a running daemon.");
    DaemonOptions.declare(command);
    return command.spec();
  }

  @Override
  public ExitCode run() {
    List<JsonObject> environments = options.daemons().one().environments();
    options.print(options.isJson() ? ListCommand.lines(environments) : table(environments));
    return ExitCode.OK;
  }

  private static String table(List<JsonObject> environments) {
    Table table =
        new Table("ID", "FUNCTION", "VERSION", "STATE", "CALLS", "AGE", "IDLE", "MEMORY", "PEAK");
    for (JsonObject environment : environments) {
      table.row(
          environment.requireText("id"),
          environment.requireText("function"),
          environment.requireText("version"),
          environment.requireText("state"),
          String.valueOf(environment.requireNumber("invocations")),
          Shown.millis(environment.number("ageMs")),
          Shown.millis(environment.number("idleMs")),
          Shown.megabytes(environment.number("memoryBytes")),
          Shown.megabytes(environment.number("memoryPeakBytes")));
    }
    return table.toString();
  }
}
