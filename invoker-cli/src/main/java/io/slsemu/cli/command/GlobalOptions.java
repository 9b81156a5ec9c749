package io.slsemu.cli.command;

import io.slsemu.cli.input.WorkingDirectory;
import io.slsemu.cli.output.Coloring;
import io.slsemu.cli.output.Diagnostics;
import io.slsemu.cli.output.Format;
import io.slsemu.cli.output.Verbosity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The options every command has. */
final class GlobalOptions {
  private final @Nullable String chdir;
  private final String output;
  private final String color;
  private final boolean quiet;
  private final boolean verbose;

  GlobalOptions(ParseResult line) {
    chdir = line.matchedOptionValue("--chdir", null);
    output = line.matchedOptionValue("--output", "text");
    color = line.matchedOptionValue("--color", "auto");
    quiet = line.matchedOptionValue("--quiet", false);
    verbose = line.matchedOptionValue("--verbose", false);
  }

  /** Adds these options to a command. */
  static void declare(Declare command) {
    command
        .text("-C --chdir", "DIR", "Resolve every relative path from DIR.")
        .text(
            "-o --output",
            "text|json",
            "What stdout carries: the bare result, or one JSON object a line.")
        .text(
            "--color",
            "auto|always|never",
            "Colour on stderr; auto honours NO_COLOR and CLICOLOR_FORCE.")
        .flag("-q --quiet", "Only errors on stderr.")
        .flag("-v --verbose", "Tell what was chosen and why.")
        .help();
  }

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
