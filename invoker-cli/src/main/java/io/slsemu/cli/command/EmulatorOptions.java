package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.input.HumanDuration;
import io.slsemu.emulator.EmulatorConfig;
import io.slsemu.emulator.EmulatorConfig.InitReport;
import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.EmulatorListener;
import io.slsemu.emulator.sandbox.Fidelity;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how the emulator behaves. */
final class EmulatorOptions {
  @Option(
      names = "--sandbox",
      paramLabel = "auto|process|docker",
      defaultValue = "auto",
      description = "What functions run in (default auto).")
  private String sandbox = "auto";

  @Option(names = "--backend", hidden = true)
  private @Nullable String backend;

  @Option(
      names = "--keep-alive",
      paramLabel = "DURATION",
      converter = HumanDuration.class,
      description = "How long an idle environment is kept; 0: every call is cold (default 320s).")
  private @Nullable Duration keepAlive;

  @Option(
      names = "--init-report",
      paramLabel = "always|on-failure",
      defaultValue = "always",
      description = "When INIT_REPORT is written; the service does it on failure only.")
  private String initReport = "always";

  @Option(
      names = "--strict",
      description = "Refuse to run where not every limit can be enforced (exit 11).")
  private boolean strict;

  /**
   * Finds what is wrong before anything is built or started.
   *
   * @throws CommandFailure if a value is wrong or the sandbox is not to be had
   */
  void validate() {
    config(new EmulatorListener() {});
  }

  /**
   * The configuration these options make.
   *
   * @throws CommandFailure if a value is wrong or the sandbox is not to be had
   */
  EmulatorConfig config(EmulatorListener listener) {
    String option = backend == null ? "--sandbox" : "--backend";
    String word = backend == null ? sandbox : backend;
    SandboxKind kind = Choice.of(option, word, SandboxKind.values());
    if (kind == SandboxKind.DOCKER) {
      throw new CommandFailure(
          ExitCode.SANDBOX_MISSING,
          option + " docker is not in this build yet",
          "use --sandbox process, which needs no engine");
    }
    Duration kept = keepAlive == null ? EmulatorConfig.DEFAULT_KEEP_ALIVE : keepAlive;
    InitReport report = Choice.of("--init-report", initReport, InitReport.values());
    return new EmulatorConfig(kind, kept, report, true, listener);
  }

  /**
   * Holds {@code --strict}.
   *
   * @throws CommandFailure if a limit is not enforced
   */
  void requireFidelity(RunningEmulator emulator) {
    if (!strict) {
      return;
    }
    Fidelity fidelity = emulator.fidelity();
    if (fidelity.level() != Fidelity.Level.FULL) {
      String gap = fidelity.gaps().isEmpty() ? "" : ": " + fidelity.gaps().get(0);
      throw new CommandFailure(
          ExitCode.SANDBOX_MISSING,
          "--strict: this machine gives " + Choice.word(fidelity.level()) + " fidelity only" + gap,
          "run as root, or see sls-emu doctor");
    }
  }
}
