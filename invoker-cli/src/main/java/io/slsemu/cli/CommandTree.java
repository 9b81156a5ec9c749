package io.slsemu.cli;

import io.slsemu.cli.command.Command;
import io.slsemu.cli.command.CommandContext;
import io.slsemu.cli.command.CompletionCommand;
import io.slsemu.cli.command.DoctorCommand;
import io.slsemu.cli.command.EnvCommand;
import io.slsemu.cli.command.InstanceCommand;
import io.slsemu.cli.command.InvokeCommand;
import io.slsemu.cli.command.ListCommand;
import io.slsemu.cli.command.LogsCommand;
import io.slsemu.cli.command.PruneCommand;
import io.slsemu.cli.command.PsCommand;
import io.slsemu.cli.command.StartCommand;
import io.slsemu.cli.command.StopCommand;
import io.slsemu.cli.command.VersionCommand;
import io.slsemu.cli.exit.ExitCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The commands by name. Reading a command's annotations costs milliseconds, so only the one that
 * was asked for is read, and all of them only for help and completion.
 */
final class CommandTree {
  /** Every command's name, in the order of the help. */
  static final List<String> NAMES =
      List.of(
          "invoke",
          "start",
          "stop",
          "list",
          "ps",
          "logs",
          "instance",
          "env",
          "doctor",
          "prune",
          "version",
          "completion");

  private final CommandContext context;

  CommandTree(CommandContext context) {
    this.context = context;
  }

  /** The options of the command of that name, or null if there is none. */
  @Nullable CommandLine find(String name) {
    CommandSpec spec = spec(name);
    return spec == null ? null : prepared(new CommandLine(spec.name("sls-emu " + spec.name())));
  }

  /** The command that a line parsed by {@link #find} asks for. */
  Command create(String name, ParseResult line) {
    switch (name) {
      case "invoke":
        return new InvokeCommand(context, line);
      case "start":
      case "watch":
        return new StartCommand(context, line);
      case "stop":
        return new StopCommand(context, line);
      case "list":
      case "ls":
        return new ListCommand(context, line);
      case "ps":
        return new PsCommand(context, line);
      case "logs":
        return new LogsCommand(context, line);
      case "instance":
        return new InstanceCommand(context, line);
      case "env":
        return new EnvCommand(context, line);
      case "doctor":
        return new DoctorCommand(context, line);
      case "prune":
        return new PruneCommand(context, line);
      case "version":
        return new VersionCommand(context, line);
      case "completion":
        return new CompletionCommand(context, line, this::whole);
      default:
        throw new IllegalArgumentException(name);
    }
  }

  /** The command line with all commands below it. */
  CommandLine whole() {
    CommandSpec root = CommandSpec.create().name("sls-emu");
    root.usageMessage()
        .description("Runs serverless functions on this machine as the cloud would.")
        .synopsisSubcommandLabel("COMMAND")
        .footer(
            "",
            "Options of a command: sls-emu COMMAND --help",
            "Example: sls-emu invoke fixtures/hello --payload '{\"name\":\"Ada\"}'");
    root.addOption(flag("Show this help.", "-h", "--help").usageHelp(true).build());
    root.addOption(flag("Print the version.", "-V", "--version").versionHelp(true).build());
    CommandLine line = new CommandLine(root);
    for (String name : NAMES) {
      line.addSubcommand(name, prepared(new CommandLine(Objects.requireNonNull(spec(name)))));
    }
    return prepared(line);
  }

  private static OptionSpec.Builder flag(String description, String... names) {
    return OptionSpec.builder(names).type(boolean.class).arity("0").description(description);
  }

  private static @Nullable CommandSpec spec(String name) {
    switch (name) {
      case "invoke":
        return InvokeCommand.spec();
      case "start":
      case "watch":
        return StartCommand.spec();
      case "stop":
        return StopCommand.spec();
      case "list":
      case "ls":
        return ListCommand.spec();
      case "ps":
        return PsCommand.spec();
      case "logs":
        return LogsCommand.spec();
      case "instance":
        return InstanceCommand.spec();
      case "env":
        return EnvCommand.spec();
      case "doctor":
        return DoctorCommand.spec();
      case "prune":
        return PruneCommand.spec();
      case "version":
        return VersionCommand.spec();
      case "completion":
        return CompletionCommand.spec();
      default:
        return null;
    }
  }

  private static CommandLine prepared(CommandLine line) {
    Map<String, String> codes = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      String number = String.valueOf(code.code());
      codes.put(" ".repeat(3 - number.length()) + number, code.meaning());
    }
    line.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(codes);
    return line.setPosixClusteredShortOptionsAllowed(true)
        // @FILE is a payload's file here, not a file of more arguments.
        .setExpandAtFiles(false)
        .setUsageHelpAutoWidth(false)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
  }
}
