package io.slsemu.cli;

import io.slsemu.cli.command.CommandContext;
import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.input.NearestName;
import io.slsemu.cli.output.Coloring;
import io.slsemu.cli.output.Diagnostics;
import io.slsemu.cli.output.Verbosity;
import io.slsemu.emulator.function.InvalidConfigurationException;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.store.StateStoreException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** One run of the command: finds the command word, parses its line, runs it, reports failures. */
final class SlsEmu {
  private final CommandContext context;
  private final CommandTree tree;

  SlsEmu(CommandContext context) {
    this.context = context;
    this.tree = new CommandTree(context);
  }

  /** Runs a command line and tells its exit code; nothing is thrown. */
  ExitCode run(String... arguments) {
    Diagnostics diagnostics =
        new Diagnostics(context.terminal(), context.environment(), Coloring.AUTO, Verbosity.NORMAL);
    try {
      return dispatch(CommandWords.of(arguments));
    } catch (CommandFailure e) {
      return failed(diagnostics, e);
    } catch (InvalidConfigurationException e) {
      return failed(diagnostics, CommandFailure.usage(String.valueOf(e.getMessage()), e.remedy()));
    } catch (StateStoreException e) {
      return failed(diagnostics, CommandFailure.usage(String.valueOf(e.getMessage()), e.remedy()));
    } catch (SandboxException e) {
      String message = String.valueOf(e.getMessage());
      return failed(diagnostics, new CommandFailure(ExitCode.SANDBOX_MISSING, message, e.remedy()));
    } catch (RuntimeException | Error e) {
      return bug(diagnostics, e, arguments);
    }
  }

  private ExitCode dispatch(CommandWords words) {
    String word = words.word();
    if (word == null) {
      return withoutCommand(words.rest());
    }
    if (word.equals("help")) {
      return help(words.rest());
    }
    CommandLine line = tree.find(word);
    if (line == null) {
      String nearest = NearestName.of(word, CommandTree.NAMES);
      throw CommandFailure.usage(
          "there is no command '" + word + "'",
          nearest == null ? "see sls-emu --help" : "did you mean sls-emu " + nearest + "?");
    }
    return run(word, line, words.rest());
  }

  private ExitCode run(String word, CommandLine line, List<String> arguments) {
    ParseResult parsed = parse(line, arguments);
    return parsed.isUsageHelpRequested()
        ? print(line.getUsageMessage())
        : tree.create(word, parsed).run();
  }

  private static ParseResult parse(CommandLine line, List<String> arguments) {
    try {
      return line.parseArgs(arguments.toArray(new String[0]));
    } catch (ParameterException e) {
      throw UsageFailure.of(e);
    }
  }

  private ExitCode withoutCommand(List<String> options) {
    if (options.contains("-V") || options.contains("--version")) {
      return run("version", Objects.requireNonNull(tree.find("version")), List.of());
    }
    if (options.isEmpty()) {
      print(tree.whole().getUsageMessage(), context.terminal().err());
      return ExitCode.USAGE;
    }
    if (options.contains("-h") || options.contains("--help")) {
      return print(tree.whole().getUsageMessage());
    }
    throw CommandFailure.usage(
        "no command given, only " + options.get(0),
        "for example sls-emu invoke; see sls-emu --help");
  }

  private ExitCode help(List<String> words) {
    CommandLine line = words.isEmpty() ? tree.whole() : tree.find(words.get(0));
    if (line == null) {
      throw CommandFailure.usage(
          "there is no command '" + words.get(0) + "'", "see sls-emu --help");
    }
    return print(line.getUsageMessage());
  }

  private ExitCode print(String text) {
    print(text, context.terminal().out());
    return ExitCode.OK;
  }

  private static void print(String text, OutputStream stream) {
    PrintWriter writer = new PrintWriter(stream, false, StandardCharsets.UTF_8);
    writer.print(text);
    writer.flush();
  }

  private ExitCode failed(Diagnostics diagnostics, CommandFailure failure) {
    // A run cut short by a signal fails in ways that are nobody's concern.
    if (!context.interruption().isInterrupted()) {
      diagnostics.error(failure);
    }
    return failure.exitCode();
  }

  private ExitCode bug(Diagnostics diagnostics, Throwable bug, String[] arguments) {
    if (context.interruption().isInterrupted()) {
      return ExitCode.BUG;
    }
    diagnostics.error(
        "this is a bug in sls-emu: " + bug,
        "please report it with the command line and the output of the same run with -v");
    if (List.of(arguments).contains("-v") || List.of(arguments).contains("--verbose")) {
      StringWriter trace = new StringWriter();
      bug.printStackTrace(new PrintWriter(trace));
      diagnostics.verbatim(trace.toString());
    }
    return ExitCode.BUG;
  }
}
