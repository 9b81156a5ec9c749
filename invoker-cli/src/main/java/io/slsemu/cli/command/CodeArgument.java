package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.input.WorkingDirectory;
import io.slsemu.cli.output.Diagnostics;
import io.slsemu.cli.project.CodeReader;
import io.slsemu.cli.project.FunctionNames;
import io.slsemu.cli.project.ReadyCode;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.sandbox.Entrypoint;
import picocli.CommandLine.ParseResult;

/** The argument CODE: what the function is made of. */
final class CodeArgument {
  private final String code;

  CodeArgument(ParseResult line) {
    code = line.matchedPositionalValue(0, ".");
  }

  /** Adds the argument to a command; it is the first. */
  static void declare(Declare command) {
    command.argument(
        "CODE", "Directory with a bootstrap, bootstrap file, zip or Go package (default .).");
  }

  /** What the function is called unless the user says otherwise. */
  String functionName(WorkingDirectory directory) {
    return FunctionNames.of(directory.resolve(code));
  }

  /**
   * Reads the code, and builds it where it has to be.
   *
   * @throws CommandFailure with exit code 10 if there is no function, 12 if its build fails
   */
  FunctionCode read(CommandContext context, WorkingDirectory directory, Diagnostics diagnostics) {
    CodeReader reader =
        new CodeReader(context.environment(), context.interruption(), new BuildLine(diagnostics));
    ReadyCode ready = reader.read(directory.resolve(code), code);
    diagnostics.detail("code: " + ready.origin() + ", task root " + ready.taskRoot());
    return FunctionCode.directory(ready.taskRoot());
  }

  /**
   * Makes the function known to an emulator.
   *
   * @throws CommandFailure with exit code 10 if it can be seen that it will not run there
   */
  void deploy(RunningEmulator emulator, FunctionConfiguration configuration, FunctionCode found) {
    emulator.deploy(configuration, found);
    if (emulator.entrypoint(configuration.name().value())
        instanceof Entrypoint.NotRunnable refused) {
      throw CommandFailure.notFound(code + " cannot run here", refused.hint());
    }
  }
}
