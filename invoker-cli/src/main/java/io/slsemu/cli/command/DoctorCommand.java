package io.slsemu.cli.command;

import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.output.Diagnostics;
import io.slsemu.cli.output.DoctorReport;
import io.slsemu.cli.output.Format;
import io.slsemu.cli.output.LogLines;
import io.slsemu.cli.output.SandboxFinding;
import io.slsemu.emulator.EmulatorConfig;
import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.sandbox.SandboxException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sls-emu doctor}: tells what this machine can enforce, and why not. */
public final class DoctorCommand implements Command {
  private final CommandContext context;
  private final GlobalOptions global;
  private final DockerOptions docker;

  /**
   * @param line the command's line, parsed by {@link #spec()}
   */
  public DoctorCommand(CommandContext context, ParseResult line) {
    this.context = context;
    global = new GlobalOptions(line);
    docker = new DockerOptions(line);
  }

  /** The command's options. */
  public static CommandSpec spec() {
    Declare command =
        Declare.command("doctor", "Tell what this machine can enforce, and what is missing.");
    DockerOptions.declareHost(command);
    GlobalOptions.declare(command);
    return command.spec();
  }

  @Override
  public ExitCode run() {
    Diagnostics diagnostics = global.diagnostics(context);
    Format format = global.format();
    DoctorReport report =
        new DoctorReport(facts(), find(SandboxKind.PROCESS, diagnostics), docker(diagnostics));
    context.terminal().print(report.as(format));
    return ExitCode.OK;
  }

  private SandboxFinding docker(Diagnostics diagnostics) {
    try {
      return find(SandboxKind.DOCKER, diagnostics);
    } catch (SandboxException e) {
      return new SandboxFinding.Missing(String.valueOf(e.getMessage()), e.remedy());
    }
  }

  /**
   * @throws SandboxException if it is not to be had
   */
  private SandboxFinding.Available find(SandboxKind kind, Diagnostics diagnostics) {
    EmulatorConfig config = docker.engineOnly(kind, LogLines.onStderr(diagnostics));
    try (RunningEmulator emulator = context.emulators().start(config)) {
      return new SandboxFinding.Available(emulator.sandboxDescription(), emulator.fidelity());
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
        // The command only: the engine it speaks to is told of with the sandbox.
        new DoctorReport.Fact("docker", "docker CLI", machine.versionOf("docker", "--version")));
  }
}
