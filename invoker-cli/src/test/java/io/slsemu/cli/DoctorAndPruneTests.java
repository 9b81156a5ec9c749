package io.slsemu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.EmulatorConfig;
import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.sandbox.SandboxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorAndPruneTests {
  @TempDir private Path directory;
  private CommandRun run;

  @BeforeEach
  void run() {
    run = new CommandRun(directory);
  }

  @Test
  void doctorWhenEngineAnswersThenBothKindsWithFidelity() {
    run.run("doctor", "--docker-host", "unix:///e");

    assertThat(run.code).isZero();
    assertThat(run.out())
        .contains("kernel")
        .contains("\nprocess     PROCESS of a test\nfidelity    full\nfreezer     cgroup\n")
        .contains("\ndocker      DOCKER of a test\nfidelity    full\n")
        .endsWith("auto        docker for what the images here can run, else process\n");
    assertThat(config().docker().host()).isEqualTo("unix:///e");
    assertThat(config().docker().pool()).isZero();
    assertThat(run.emulator.closed).isTrue();
  }

  @Test
  void doctorWhenNoEngineThenReasonAndRemedy() {
    noEngine();

    run.run("doctor");

    assertThat(run.code).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("fidelity    full")
        .contains("\ndocker      not to be had: no engine answers\nremedy      start one\n")
        .endsWith("auto        process, as docker is not to be had\n");
  }

  @Test
  void doctorWhenJsonThenFieldsOfBeforeAndDocker() {
    assertThat(run.run("doctor", "-o", "json").out())
        .startsWith("{\"schema\":\"sls-emu/doctor/1\",\"machine\":{\"sls-emu\":")
        .contains("\"docker\":\"")
        .contains("},\"fidelity\":{\"level\":\"full\",\"freezer\":\"cgroup\"")
        .contains("\"process\":{\"description\":\"PROCESS of a test\"}")
        .contains(
            "\"docker\":{\"available\":true,\"description\":\"DOCKER of a test\","
                + "\"fidelity\":{\"level\":\"full\"")
        .endsWith("}}}\n");
  }

  @Test
  void doctorWhenJsonAndNoEngineThenReasonAndRemedy() {
    noEngine();

    assertThat(run.run("doctor", "-o", "json").out())
        .contains("\"fidelity\":{\"level\":\"full\"")
        .endsWith(
            "\"docker\":{\"available\":false,\"reason\":\"no engine answers\","
                + "\"remedy\":\"start one\"}}\n");
  }

  @Test
  void pruneWhenThereIsSomethingThenALineEachAndACount() {
    run.emulator.pruning =
        List.of("container 3f2a of an emulator that is gone", "left network sls-emu: in use");

    run.run("prune", "--docker-host", "unix:///e");

    assertThat(run.code).isZero();
    assertThat(run.out())
        .isEqualTo(
            "container 3f2a of an emulator that is gone\n"
                + "left network sls-emu: in use\n"
                + "1 removed, 1 left\n");
    assertThat(config().docker().host()).isEqualTo("unix:///e");
    assertThat(config().sandbox()).isEqualTo(SandboxKind.DOCKER);
  }

  @Test
  void pruneWhenThereIsNothingThenSaysSo() {
    assertThat(run.run("prune").out()).isEqualTo("nothing to remove\n");
  }

  @Test
  void pruneWhenJsonThenOneObject() {
    run.emulator.pruning = List.of("network sls-emu", "left container 3f2a: it does not stop");

    assertThat(run.run("prune", "-o", "json").out())
        .isEqualTo(
            "{\"schema\":\"sls-emu/prune/1\",\"removed\":[\"network sls-emu\"],"
                + "\"left\":[\"container 3f2a: it does not stop\"]}\n");
  }

  @Test
  void pruneWhenNoEngineThenEleven() {
    noEngine();

    assertThat(run.run("prune").code).isEqualTo(11);
    assertThat(run.err()).isEqualTo("sls-emu: no engine answers\nsls-emu: start one\n");
    assertThat(run.out()).isEmpty();
  }

  private void noEngine() {
    run.emulator.engineFailure = new SandboxException("no engine answers", "start one", null);
  }

  private EmulatorConfig config() {
    return Objects.requireNonNull(run.emulator.config);
  }
}
