package io.slsemu.cli.command;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A completion script for fish, which picocli does not write. */
final class FishCompletion {
  private final StringBuilder script = new StringBuilder();

  private FishCompletion() {}

  static String of(CommandLine tree) {
    FishCompletion completion = new FishCompletion();
    for (Map.Entry<String, CommandLine> command : tree.getSubcommands().entrySet()) {
      CommandSpec spec = command.getValue().getCommandSpec();
      if (!spec.usageMessage().hidden() && command.getKey().equals(spec.name())) {
        completion.command(spec);
      }
    }
    return completion.script.toString();
  }

  private void command(CommandSpec spec) {
    script.append("complete -c sls-emu -n __fish_use_subcommand -f -a ").append(spec.name());
    description(spec.usageMessage().description());
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        option(spec.name(), option);
      }
    }
  }

  private void option(String command, OptionSpec option) {
    script.append("complete -c sls-emu -n '__fish_seen_subcommand_from ").append(command);
    script.append('\'');
    for (String name : option.names()) {
      script.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.charAt(1));
    }
    if (option.arity().max() > 0) {
      script.append(option.paramLabel().indexOf("FILE") >= 0 ? " -r" : " -x");
    }
    String label = option.paramLabel();
    if (label.indexOf('|') > 0 && label.equals(label.toLowerCase(java.util.Locale.ROOT))) {
      script.append(" -a '").append(label.replace('|', ' ')).append('\'');
    }
    description(option.description());
  }

  private void description(String[] lines) {
    if (lines.length > 0) {
      script.append(" -d '").append(lines[0].replace("'", "\\'")).append('\'');
    }
    script.append('\n');
  }
}
