package io.slsemu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.trigger.LocalDoor;
import io.slsemu.emulator.trigger.LocalDoor.Kind;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options of {@code start} that open front doors. */
class DoorOptionsTests {
  @TempDir Path directory;
  private CommandRun run;

  @BeforeEach
  void prepare() {
    run = CommandRun.withFunction(directory);
    run.emulator.doorFailure = new BindException("Address already in use");
  }

  @ParameterizedTest
  @CsvSource({
    "--api-gateway v1, API_GATEWAY_V1, '', false",
    "--api-gateway v1 --api-gateway-binary image/PNG, API_GATEWAY_V1, image/png, false",
    "--api-gateway v2, API_GATEWAY_V2, '', false",
    "--alb, ALB, '', false",
    "--alb --alb-multi-value, ALB, '', true"
  })
  void startWhenDoorIsAskedForThenItIsOpened(
      String options, Kind kind, String binary, boolean multiValue) {
    start(options);

    assertThat(run.emulator.doors)
        .containsExactly(
            new LocalDoor(kind, binary.isEmpty() ? List.of() : List.of(binary), multiValue));
  }

  @Test
  void startWhenDoorsPortIsTakenThenTwo() {
    start("--api-gateway v2 --api-gateway-port 3998");

    assertThat(run.code).isEqualTo(2);
    assertThat(run.err()).contains("port 3998").contains("--api-gateway-port 0");
    assertThat(run.emulator.closed).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "--api-gateway v3, did you mean --api-gateway v",
    "--api-gateway-port 3002, add --api-gateway v2",
    "--api-gateway v2 --api-gateway-binary image/png, add --api-gateway v1",
    "--alb-port 3003, add --alb",
    "--alb-multi-value, add --alb",
    "--alb --alb-port 70000, use 0 to 65535"
  })
  void startWhenDoorIsWrongThenSaysWhatToDo(String options, String remedy) {
    start(options);

    assertThat(run.code).isEqualTo(2);
    assertThat(run.err()).contains(remedy);
    assertThat(run.emulator.doors).isEmpty();
  }

  /** Nothing is built or started for a line that is wrong. */
  @Test
  void startWhenServiceCannotListenThenNoDoorIsOpened() {
    run.emulator.serveFailure = new IOException("taken");

    start("--alb");

    assertThat(run.emulator.doors).isEmpty();
  }

  private void start(String options) {
    List<String> line = new ArrayList<>(List.of("start", "fn"));
    line.addAll(List.of(options.split(" ")));
    run.run(line.toArray(new String[0]));
  }
}
