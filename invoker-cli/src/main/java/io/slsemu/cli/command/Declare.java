package io.slsemu.cli.command;

import io.slsemu.cli.input.HumanDuration;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Declares a command's options and arguments. Not by annotations: picocli reads those through
 * reflection and proxies, which takes a third of the time a one-shot run has.
 */
final class Declare {
  private final CommandSpec spec;

  private Declare(CommandSpec spec) {
    this.spec = spec;
  }

  /** Begins a command. */
  static Declare command(String name, String description) {
    // No text has variables in it; to look through all for some takes 10 ms.
    CommandSpec spec = CommandSpec.create().name(name).interpolateVariables(false);
    spec.usageMessage().description(description).sortOptions(false);
    return new Declare(spec);
  }

  CommandSpec spec() {
    return spec;
  }

  Declare flag(String names, String description) {
    return option(boolean.class, names, "", description);
  }

  Declare text(String names, String label, String description) {
    return option(String.class, names, label, description);
  }

  Declare number(String name, String label, String description) {
    return option(Integer.class, name, label, description);
  }

  Declare duration(String name, String description) {
    spec.addOption(
        builder(Duration.class, name, "DURATION", description)
            .converters(new HumanDuration())
            .build());
    return this;
  }

  Declare texts(String name, String label, String description) {
    spec.addOption(
        builder(List.class, name, label, description).auxiliaryTypes(String.class).build());
    return this;
  }

  /** An option that works and is not shown: another tool's name for one of ours. */
  Declare alias(String name) {
    spec.addOption(builder(String.class, name, "VALUE", "").hidden(true).build());
    return this;
  }

  Declare help() {
    spec.addOption(
        builder(boolean.class, "-h --help", "", "Show this help.").usageHelp(true).build());
    return this;
  }

  /** The next optional argument that is not an option. */
  Declare argument(String label, String description) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index(String.valueOf(spec.positionalParameters().size()))
            .arity("0..1")
            .type(String.class)
            .paramLabel(label)
            .description(description)
            .build());
    return this;
  }

  /** All that is not an option. */
  Declare arguments(String label, String description) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel(label)
            .description(description)
            .build());
    return this;
  }

  /** A flag that works and is not shown. */
  Declare hidden(String name) {
    spec.addOption(builder(boolean.class, name, "", "").hidden(true).build());
    return this;
  }

  private Declare option(Class<?> type, String names, String label, String description) {
    spec.addOption(builder(type, names, label, description).build());
    return this;
  }

  /**
   * @param names separated by a blank
   */
  private static OptionSpec.Builder builder(
      Class<?> type, String names, String label, String description) {
    int blank = names.indexOf(' ');
    OptionSpec.Builder builder =
        blank < 0
            ? OptionSpec.builder(names)
            : OptionSpec.builder(names.substring(0, blank), names.substring(blank + 1));
    return builder
        .type(type)
        .arity(type == boolean.class ? "0" : "1")
        .paramLabel(label)
        .description(description);
  }
}
