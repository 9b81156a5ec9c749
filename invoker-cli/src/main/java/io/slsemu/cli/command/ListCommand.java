package io.slsemu.cli.command;

import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.input.JsonObject;
import io.slsemu.cli.input.JsonWriter;
import io.slsemu.cli.output.Shown;
import io.slsemu.cli.output.Table;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sls-emu list}: the functions of a running daemon. */
public final class ListCommand implements Command {
  private final DaemonOptions options;

  /**
   * @param line the command's line, parsed by {@link #spec()}
   */
  public ListCommand(CommandContext context, ParseResult line) {
    options = new DaemonOptions(context, line);
  }

  /** The command's options. */
  public static CommandSpec spec() {
    Declare command = Declare.command("list", "List the functions of a running daemon.");
    DaemonOptions.declare(command);
    return command.spec();
  }

  @Override
  public ExitCode run() {
    List<JsonObject> functions = options.daemons().one().functions();
    options.print(options.isJson() ? lines(functions) : table(functions));
    return ExitCode.OK;
  }

  /** One object a line. */
  static String lines(List<JsonObject> objects) {
    StringBuilder lines = new StringBuilder();
    for (JsonObject object : objects) {
      Map<?, ?> members = object.members();
      lines.append(JsonWriter.toText(members)).append('\n');
    }
    return lines.toString();
  }

  private static String table(List<JsonObject> functions) {
    Table table = new Table("NAME", "RUNTIME", "MEMORY", "TIMEOUT", "VERSIONS", "CODE");
    for (JsonObject function : functions) {
      table.row(
          function.requireText("name"),
          Shown.orNone(function.text("runtime")),
          function.requireNumber("memorySizeMb") + " MB",
          function.requireNumber("timeoutSeconds") + "s",
          String.valueOf(function.requireNumber("versions")),
          Shown.orNone(function.text("code")));
    }
    return table.toString();
  }
}
