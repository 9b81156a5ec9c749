package io.slsemu.cli.command;

import io.slsemu.cli.input.WorkingDirectory;
import io.slsemu.cli.output.Coloring;
import io.slsemu.cli.output.Diagnostics;
import io.slsemu.cli.output.Format;
import io.slsemu.cli.output.Verbosity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options every command has. */
final class GlobalOptions {
  @Option(
      names = {"-C", "--chdir"},
      paramLabel = "DIR",
      description = "Resolve every relative path from DIR.")
  private @Nullable String chdir;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "text|json",
      defaultValue = "text",
      description = "What stdout carries: the bare result, or one JSON object a line.")
  private String output = "text";

  @Option(
      names = "--color",
      paramLabel = "auto|always|never",
      defaultValue = "auto",
      description = "Colour on stderr; auto honours NO_COLOR and CLICOLOR_FORCE.")
  private String color = "auto";

  @Option(
      names = {"-q", "--quiet"},
      description = "Only errors on stderr.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Tell what was chosen and why.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  Format format() {
    return Choice.of("--output", output, Format.values());
  }

  Diagnostics diagnostics(CommandContext context) {
    Coloring coloring = Choice.of("--color", color, Coloring.values());
    return new Diagnostics(context.terminal(), context.environment(), coloring, verbosity());
  }

  WorkingDirectory directory(CommandContext context) {
    WorkingDirectory own = new WorkingDirectory(context.directory());
    return chdir == null ? own : own.enter(chdir);
  }

  private Verbosity verbosity() {
    if (verbose) {
      return Verbosity.VERBOSE;
    }
    return quiet ? Verbosity.QUIET : Verbosity.NORMAL;
  }
}
