package io.slsemu.cli;

import io.slsemu.cli.command.CommandContext;
import io.slsemu.cli.command.CompletionCommand;
import io.slsemu.cli.command.DoctorCommand;
import io.slsemu.cli.command.InvokeCommand;
import io.slsemu.cli.command.StartCommand;
import io.slsemu.cli.command.VersionCommand;
import io.slsemu.cli.exit.ExitCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * The commands by name. Reading a command's annotations costs milliseconds, so only the one that
 * was asked for is read, and all of them only for help and completion.
 */
final class CommandTree {
  /** Every command's name, in the order of the help. */
  static final List<String> NAMES = List.of("invoke", "start", "doctor", "version", "completion");

  private final CommandContext context;

  CommandTree(CommandContext context) {
    this.context = context;
  }

  /** The command of that name, or null if there is none. */
  @Nullable CommandLine find(String name) {
    Object command = create(name.equals("watch") ? "start" : name);
    if (command == null) {
      return null;
    }
    CommandLine line = new CommandLine(command);
    return prepared(line).setCommandName("sls-emu " + line.getCommandName());
  }

  /** The command line with all commands below it. */
  CommandLine whole() {
    CommandLine root = new CommandLine(new RootCommand());
    for (String name : NAMES) {
      root.addSubcommand(name, prepared(new CommandLine(Objects.requireNonNull(create(name)))));
    }
    return prepared(root);
  }

  private @Nullable Object create(String name) {
    switch (name) {
      case "invoke":
        return new InvokeCommand(context);
      case "start":
        return new StartCommand(context);
      case "doctor":
        return new DoctorCommand(context);
      case "version":
        return new VersionCommand(context);
      case "completion":
        return new CompletionCommand(context, this::whole);
      default:
        return null;
    }
  }

  private static CommandLine prepared(CommandLine line) {
    Map<String, String> codes = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      codes.put((code.code() < 10 ? " " : "") + code.code(), code.meaning());
    }
    line.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(codes);
    return line.setPosixClusteredShortOptionsAllowed(true)
        .setUsageHelpAutoWidth(false)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
  }
}
