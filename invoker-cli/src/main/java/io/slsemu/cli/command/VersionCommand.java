package io.slsemu.cli.command;

import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.input.JsonWriter;
import io.slsemu.cli.output.Format;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sls-emu version}: which sls-emu, JVM and system this is. */
public final class VersionCommand implements Command {
  private final CommandContext context;
  private final GlobalOptions global;

  /**
   * @param line the command's line, parsed by {@link #spec()}
   */
  public VersionCommand(CommandContext context, ParseResult line) {
    this.context = context;
    global = new GlobalOptions(line);
  }

  /** The command's options. */
  public static CommandSpec spec() {
    Declare command = Declare.command("version", "Print version, JVM and system.");
    GlobalOptions.declare(command);
    return command.spec();
  }

  @Override
  public ExitCode run() {
    Version version = Version.read();
    MachineFacts machine = new MachineFacts(context.environment());
    String text =
        global.format() == Format.JSON
            ? json(version, machine)
            : "sls-emu " + version.describe() + "\n" + machine.jvm() + "\n" + machine.kernel();
    context.terminal().print(text + "\n");
    return ExitCode.OK;
  }

  private static String json(Version version, MachineFacts machine) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("schema", "sls-emu/version/1");
    members.put("version", version.number());
    members.put("commit", version.commit());
    members.put("jvm", machine.jvm());
    members.put("os", machine.kernel());
    return JsonWriter.toText(members);
  }
}
