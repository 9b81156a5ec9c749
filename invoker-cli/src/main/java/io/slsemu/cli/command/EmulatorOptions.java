package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.exit.ExitCode;
import io.slsemu.emulator.EmulatorConfig;
import io.slsemu.emulator.EmulatorConfig.InitReport;
import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.EmulatorListener;
import io.slsemu.emulator.sandbox.Fidelity;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The options that say how the emulator behaves. */
final class EmulatorOptions {
  private final String sandbox;
  private final @Nullable String backend;
  private final @Nullable Duration keepAlive;
  private final String initReport;
  private final boolean noFreeze;
  private final boolean strict;
  private final DockerOptions docker;

  EmulatorOptions(ParseResult line) {
    sandbox = line.matchedOptionValue("--sandbox", "auto");
    backend = line.matchedOptionValue("--backend", null);
    keepAlive = line.matchedOptionValue("--keep-alive", null);
    initReport = line.matchedOptionValue("--init-report", "always");
    noFreeze = line.matchedOptionValue("--no-freeze", false);
    strict = line.matchedOptionValue("--strict", false);
    docker = new DockerOptions(line);
  }

  /** Adds these options to a command. */
  static void declare(Declare command) {
    command
        .text("--sandbox", "auto|process|docker", "What functions run in (default auto).")
        .alias("--backend")
        .duration(
            "--keep-alive",
            "How long an idle environment is kept; 0: every call is cold (default 320s).")
        .text(
            "--init-report",
            "always|on-failure",
            "When INIT_REPORT is written; the service does it on failure only.")
        .flag("--no-freeze", "Let idle environments run on, to compare: the service freezes them.")
        .flag("--strict", "Refuse to run where not every limit can be enforced (exit 11).");
    DockerOptions.declare(command);
  }

  /**
   * Finds what is wrong before anything is built or started.
   *
   * @throws CommandFailure if a value is wrong
   */
  void validate() {
    config(new EmulatorListener() {});
  }

  /**
   * The configuration these options make.
   *
   * @throws CommandFailure if a value is wrong
   */
  EmulatorConfig config(EmulatorListener listener) {
    Duration kept = keepAlive == null ? EmulatorConfig.DEFAULT_KEEP_ALIVE : keepAlive;
    InitReport report = Choice.of("--init-report", initReport, InitReport.values());
    return new EmulatorConfig(kind(), kept, report, !noFreeze, docker.settings(), listener);
  }

  private SandboxKind kind() {
    String option = backend == null ? "--sandbox" : "--backend";
    String word = backend == null ? sandbox : backend;
    SandboxKind kind = Choice.of(option, word, SandboxKind.values());
    String wish = docker.wantsContainer();
    if (wish == null) {
      return kind;
    }
    if (kind == SandboxKind.PROCESS) {
      throw CommandFailure.usage(
          wish + " needs a container, and " + option + " process makes none",
          "use " + option + " docker, or leave out " + wish);
    }
    // A function that was given an image or a network must not run without it unnoticed.
    return SandboxKind.DOCKER;
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
