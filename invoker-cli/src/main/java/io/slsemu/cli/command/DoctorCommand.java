package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.output.Diagnostics;
import io.slsemu.cli.output.DoctorReport;
import io.slsemu.cli.output.LogLines;
import io.slsemu.emulator.EmulatorConfig;
import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.emulator.sandbox.SandboxException;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sls-emu doctor}: tells what this machine can enforce, and why not. */
public final class DoctorCommand implements Command {
  private final CommandContext context;
  private final GlobalOptions global;

  /**
   * @param line the command's line, parsed by {@link #spec()}
   */
  public DoctorCommand(CommandContext context, ParseResult line) {
    this.context = context;
    global = new GlobalOptions(line);
  }

  /** The command's options. */
  public static CommandSpec spec() {
    Declare command =
        Declare.command("doctor", "Tell what this machine can enforce, and what is missing.");
    GlobalOptions.declare(command);
    return command.spec();
  }

  @Override
  public ExitCode run() {
    Diagnostics diagnostics = global.diagnostics(context);
    DoctorReport report = new DoctorReport(fidelity(diagnostics), facts());
    byte[] text = report.as(global.format());
    try {
      context.terminal().out().write(text);
    } catch (IOException e) {
      throw CommandFailure.usage("cannot write to stdout: " + e.getMessage(), null);
    }
    return ExitCode.OK;
  }

  private Fidelity fidelity(Diagnostics diagnostics) {
    EmulatorConfig config = EmulatorConfig.defaults(LogLines.onStderr(diagnostics));
    try (RunningEmulator emulator = context.emulators().start(config)) {
      return emulator.fidelity();
    } catch (SandboxException e) {
      throw new CommandFailure(
          ExitCode.SANDBOX_MISSING, String.valueOf(e.getMessage()), e.remedy());
    }
  }

  private List<DoctorReport.Fact> facts() {
    MachineFacts machine = new MachineFacts(context.environment());
    return List.of(
        new DoctorReport.Fact("sls-emu", Version.read().describe()),
        new DoctorReport.Fact("jvm", machine.jvm()),
        new DoctorReport.Fact("kernel", machine.kernel()),
        new DoctorReport.Fact("user", System.getProperty("user.name")),
        new DoctorReport.Fact("cgroup", machine.cgroups()),
        new DoctorReport.Fact("go", machine.versionOf("go", "version")),
        new DoctorReport.Fact("docker", machine.versionOf("docker", "--version")));
  }
}
