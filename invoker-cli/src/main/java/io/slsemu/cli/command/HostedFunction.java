package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.exit.Interruption;
import io.slsemu.cli.input.WorkingDirectory;
import io.slsemu.cli.output.Diagnostics;
import io.slsemu.cli.output.Format;
import io.slsemu.cli.output.LogLines;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The function a line names, in an emulator of its own: what the commands that run one share. */
final class HostedFunction {
  /** What a command does with the function. */
  @FunctionalInterface
  interface Work {
    ExitCode with(RunningEmulator emulator, LogLines log);
  }

  private final CommandContext context;
  private final CodeArgument code;
  private final FunctionOptions function;
  private final EmulatorOptions emulatorOptions;
  private final @Nullable String logFile;
  private final Format format;
  private final Diagnostics diagnostics;
  private final WorkingDirectory directory;

  /**
   * @throws CommandFailure if an option every command has is wrong
   */
  HostedFunction(CommandContext context, ParseResult line) {
    this.context = context;
    code = new CodeArgument(line);
    function = new FunctionOptions(line);
    emulatorOptions = new EmulatorOptions(line);
    logFile = line.matchedOptionValue("--log-file", null);
    GlobalOptions global = new GlobalOptions(line);
    format = global.format();
    diagnostics = global.diagnostics(context);
    directory = global.directory(context);
  }

  /** Adds the options that say what the function is; CODE itself comes before. */
  static void declareFunction(Declare command) {
    FunctionOptions.declare(command);
    ImageOptions.declare(command);
  }

  /** Adds the options that say what it runs in and what is told of it, and those all have. */
  static void declareEmulator(Declare command) {
    EmulatorOptions.declare(command);
    command.text("-l --log-file", "FILE", "Write log lines there instead of stderr.");
    GlobalOptions.declare(command);
  }

  Format format() {
    return format;
  }

  Diagnostics diagnostics() {
    return diagnostics;
  }

  WorkingDirectory directory() {
    return directory;
  }

  /**
   * The function's configuration. Everything that can be wrong with these options is found here.
   *
   * @throws CommandFailure if something is
   */
  FunctionConfiguration configuration() {
    code.validate();
    emulatorOptions.validate();
    return function.configuration(code.functionName(directory), context.environment(), directory);
  }

  /**
   * The function's code, built where it has to be.
   *
   * @throws CommandFailure with exit code 10 if there is no function, 12 if its build fails
   */
  FunctionCode read() {
    return code.read(context, directory, diagnostics);
  }

  /**
   * Deploys the function to a new emulator, lets a command work with it, and closes the emulator.
   *
   * @throws CommandFailure if the function or its sandbox is not to be had here
   */
  ExitCode run(FunctionConfiguration configuration, FunctionCode found, Work work) {
    try (LogLines log = openLog()) {
      RunningEmulator emulator = context.emulators().start(emulatorOptions.config(log));
      Interruption.Registration registration = context.interruption().onInterrupt(emulator::close);
      try {
        code.deploy(emulator, configuration, found);
        // Only now: the sandbox may have been chosen for this function.
        emulatorOptions.requireFidelity(emulator);
        return work.with(emulator, log);
      } finally {
        registration.cancel();
        emulator.close();
      }
    }
  }

  private LogLines openLog() {
    return logFile == null
        ? LogLines.onStderr(diagnostics)
        : LogLines.into(directory.resolve(logFile), logFile, diagnostics);
  }
}
