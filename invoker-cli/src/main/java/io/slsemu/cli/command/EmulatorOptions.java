package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.output.LogLines;
import io.slsemu.emulator.EmulatorConfig;
import io.slsemu.emulator.EmulatorConfig.InitReport;
import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.EmulatorListener;
import io.slsemu.emulator.invoke.Bandwidth;
import io.slsemu.emulator.sandbox.Fidelity;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The options that say how the emulator behaves. */
final class EmulatorOptions {
  private final String sandbox;
  private final @Nullable String backend;
  private final LifeOptions life;
  private final String initReport;
  private final boolean noFreeze;
  private final boolean shape;
  private final boolean strict;
  private final ScalingOptions scaling;
  private final DockerOptions docker;

  EmulatorOptions(ParseResult line) {
    sandbox = line.matchedOptionValue("--sandbox", "auto");
    backend = line.matchedOptionValue("--backend", null);
    life = new LifeOptions(line);
    initReport = line.matchedOptionValue("--init-report", "always");
    noFreeze = line.matchedOptionValue("--no-freeze", false);
    shape = line.matchedOptionValue("--shape", false);
    strict = line.matchedOptionValue("--strict", false);
    scaling = new ScalingOptions(line);
    docker = new DockerOptions(line);
  }

  /** Adds these options to a command. */
  static void declare(Declare command) {
    command
        .text("--sandbox", "auto|process|docker", "What functions run in (default auto).")
        .alias("--backend")
        .text(
            "--init-report",
            "always|on-failure",
            "When INIT_REPORT is written; the service does it on failure only.")
        .flag("--no-freeze", "Let idle environments run on, to compare: the service freezes them.")
        .flag(
            "--shape",
            "Send streamed responses as slowly as the service: 6 MB at once, then 2 MB a second.")
        .flag("--strict", "Refuse to run where not every limit can be enforced (exit 11).");
    LifeOptions.declare(command);
    ScalingOptions.declare(command);
    DockerOptions.declare(command);
  }

  /**
   * Finds what is wrong before anything is built or started.
   *
   * @throws CommandFailure if a value is wrong
   */
  void validate(List<String> functionNames) {
    scaling.validate(functionNames);
    config(new EmulatorListener() {});
  }

  /**
   * The configuration these options make.
   *
   * @throws CommandFailure if a value is wrong
   */
  EmulatorConfig config(EmulatorListener listener) {
    InitReport report = Choice.of("--init-report", initReport, InitReport.values());
    EmulatorConfig config =
        new EmulatorConfig(
            kind(),
            life.lifeTime(),
            report,
            !noFreeze,
            docker.settings(),
            scaling.concurrency(),
            listener);
    return shape ? config.withBandwidth(Bandwidth.SERVICE) : config;
  }

  /**
   * Tells an emulator that has the function what these options say of it.
   *
   * @return completes when what they provision is ready, or is known not to be
   * @throws io.slsemu.emulator.function.InvalidConfigurationException if the emulator refuses
   */
  CompletableFuture<?> apply(RunningEmulator emulator, String functionName, LogLines log) {
    return scaling.apply(emulator, functionName, log);
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
