package io.slsemu.cli.command;

import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.input.JsonWriter;
import io.slsemu.cli.output.Format;
import io.slsemu.cli.output.LogLines;
import io.slsemu.emulator.EmulatorConfig;
import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sls-emu prune}: removes what emulators left in a container engine. */
public final class PruneCommand implements Command {
  private static final String SCHEMA = "sls-emu/prune/1";

  /** What a line of {@link Emulators#prune} begins with if the thing is still there. */
  private static final String LEFT = "left ";

  private final CommandContext context;
  private final GlobalOptions global;
  private final DockerOptions docker;

  /**
   * @param line the command's line, parsed by {@link #spec()}
   */
  public PruneCommand(CommandContext context, ParseResult line) {
    this.context = context;
    global = new GlobalOptions(line);
    docker = new DockerOptions(line);
  }

  /** The command's options. */
  public static CommandSpec spec() {
    Declare command =
        Declare.command("prune", "Remove what dead emulators left in the container engine.");
    DockerOptions.declareHost(command);
    GlobalOptions.declare(command);
    return command.spec();
  }

  @Override
  public ExitCode run() {
    Format format = global.format();
    EmulatorConfig config =
        docker.engineOnly(SandboxKind.DOCKER, LogLines.onStderr(global.diagnostics(context)));
    Map<Boolean, List<String>> lines =
        context.emulators().prune(config).stream()
            .collect(Collectors.partitioningBy(line -> !line.startsWith(LEFT)));
    List<String> removed = lines.getOrDefault(true, List.of());
    List<String> left = lines.getOrDefault(false, List.of());
    String result = format == Format.JSON ? json(removed, left) : text(removed, left);
    context.terminal().print(result + "\n");
    return ExitCode.OK;
  }

  private static String text(List<String> removed, List<String> left) {
    StringBuilder text = new StringBuilder();
    removed.forEach(line -> text.append(line).append('\n'));
    left.forEach(line -> text.append(line).append('\n'));
    if (text.length() == 0) {
      return "nothing to remove";
    }
    text.append(removed.size()).append(" removed");
    return left.isEmpty() ? text.toString() : text + ", " + left.size() + " left";
  }

  private static String json(List<String> removed, List<String> left) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("schema", SCHEMA);
    members.put("removed", removed);
    members.put("left", left.stream().map(line -> line.substring(LEFT.length())).toList());
    return JsonWriter.toText(members);
  }
}
