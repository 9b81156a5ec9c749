package io.slsemu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.DockerSettings;
import io.slsemu.emulator.EmulatorConfig;
import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.ImageConfig;
import io.slsemu.emulator.sandbox.Entrypoint;
import io.slsemu.emulator.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerOptionsTests {
  @TempDir private Path directory;
  private CommandRun run;

  @BeforeEach
  void function() {
    run = CommandRun.withFunction(directory);
  }

  @Test
  void invokeWhenNothingIsSaidThenAutoAndDefaults() {
    run.run("invoke", "fn");

    assertThat(config().sandbox()).isEqualTo(SandboxKind.AUTO);
    assertThat(config().docker()).isEqualTo(DockerSettings.DEFAULTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--sandbox", "--backend"})
  void invokeWhenDockerIsAskedForThenEmulatorIs(String option) {
    assertThat(run.run("invoke", "fn", option, "docker").code).isZero();
    assertThat(config().sandbox()).isEqualTo(SandboxKind.DOCKER);
  }

  @Test
  void invokeWhenEngineIsDescribedThenEmulatorKnows() {
    run.run(
        ("invoke fn --sandbox docker --network shop_default --add-host db:10.0.0.5"
                + " --add-host up:host-gateway --add-host six:[::1] --add-host v6:fe80::1"
                + " --pool 0 --docker-host tcp://localhost:2375")
            .split(" "));

    assertThat(config().docker())
        .isEqualTo(
            new DockerSettings(
                "tcp://localhost:2375",
                "shop_default",
                List.of("db:10.0.0.5", "up:host-gateway", "six:::1", "v6:fe80::1"),
                0));
  }

  @Test
  void invokeWhenCodeAndImageThenCodeRunsInIt() throws IOException {
    run.run("invoke", "fn", "--image", "python:3.12");

    assertThat(run.emulator.code)
        .isEqualTo(new FunctionCode.Directory(directory.resolve("fn").toRealPath(), "python:3.12"));
    assertThat(Objects.requireNonNull(run.emulator.deployed).name().value()).isEqualTo("fn");
  }

  @ParameterizedTest
  @CsvSource({
    "shop,shop",
    "registry.example.com:5000/team/shop.orders:1.2,shop-orders",
    "shop@sha256:0123,shop",
    "localhost:5000/shop:latest@sha256:0123,shop"
  })
  void invokeWhenImageAloneThenItIsTheFunctionAndNamesIt(String image, String name) {
    run.run("invoke", "--image", image);

    assertThat(run.code).isZero();
    assertThat(run.emulator.code).isEqualTo(new FunctionCode.Image(image, ImageConfig.NONE));
    assertThat(Objects.requireNonNull(run.emulator.deployed).name().value()).isEqualTo(name);
    assertThat(config().sandbox()).isEqualTo(SandboxKind.DOCKER);
  }

  @Test
  void invokeWhenImageIsOverriddenThenWordsOrJson() {
    run.run(
        "invoke",
        "--image=shop",
        "--entrypoint=[\"/app/run it\", \"-x\"]",
        "--command=main.handler 'two words'",
        "--workdir=/app");

    assertThat(run.emulator.code)
        .isEqualTo(
            new FunctionCode.Image(
                "shop",
                new ImageConfig(
                    List.of("/app/run it", "-x"), List.of("main.handler", "two words"), "/app")));
  }

  @Test
  void startWhenImageAloneThenItIsTheFunction() {
    run.emulator.serveFailure = new IOException("taken");

    run.run("start", "--image", "shop", "--pool", "3");

    assertThat(run.emulator.code).isEqualTo(new FunctionCode.Image("shop", ImageConfig.NONE));
    assertThat(config().docker().pool()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"--image shop", "--network shop", "--add-host db:10.0.0.5"})
  void invokeWhenContainerIsWantedFromAutoThenDockerIsAMust(String option) {
    run.run(("invoke fn " + option).split(" "));

    assertThat(config().sandbox()).isEqualTo(SandboxKind.DOCKER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--image a --sandbox process|--image needs a container, and --sandbox process makes none",
        "fn --network a --backend process|--network needs a container, and --backend process makes",
        "fn --add-host a:1.2.3.4 --sandbox process|--add-host needs a container",
        "fn --entrypoint a|--entrypoint is for a function that is an image",
        "fn --image a --command b|--command is for a function that is an image; with CODE",
        ". --image a --workdir /b|--workdir is for a function that is an image; with CODE",
        "--image a --workdir b|--workdir 'b' is not an absolute path",
        "--image a --command 'b|--command has no closing ': 'b",
        "--image a --entrypoint [1]|--entrypoint is not a JSON array of strings: it holds 1",
        "--image a --entrypoint []|--entrypoint is empty",
        "fn --pool 17|--pool 17 is out of range",
        "fn --pool -1|--pool -1 is out of range",
        "fn --pool x|--pool 'x' is not a whole number",
        "fn --add-host db|--add-host 'db' has no ':' between name and address",
        "fn --add-host db:host|--add-host 'db:host' has no IP address after 'db:'",
        "fn --add-host db:1.2.3|has no IP address",
        "fn --add-host db:1.2.3.256|has no IP address",
        "fn --add-host db:1:2|has no IP address",
        "fn --add-host -:1.2.3.4|has no valid host name",
      },
      quoteCharacter = '`')
  void invokeWhenLineIsWrongThenTwoAndOneClearLine(String arguments, String message) {
    run.run(("invoke " + arguments).split(" "));

    assertThat(run.code).isEqualTo(2);
    assertThat(run.err()).startsWith("sls-emu: ").contains(message);
    assertThat(run.err().lines()).hasSizeBetween(1, 2);
    assertThat(run.emulator.config).isNull();
  }

  @Test
  void invokeWhenNoEngineThenElevenWithTheRemedy() {
    run.emulator.engineFailure =
        new SandboxException("no engine answers at unix:///x", "start it", null);

    assertThat(run.run("invoke", "--image", "shop").code).isEqualTo(11);
    assertThat(run.err()).isEqualTo("sls-emu: no engine answers at unix:///x\nsls-emu: start it\n");
  }

  @Test
  void invokeWhenImageCannotRunThenItIsNamed() {
    run.emulator.entrypoint =
        new Entrypoint.NotRunnable("exec format error", "it names no program", "use --command");

    assertThat(run.run("invoke", "--image", "shop:1").code).isEqualTo(10);
    assertThat(run.err()).contains("shop:1 cannot run here").contains("it names no program");
  }

  private EmulatorConfig config() {
    return Objects.requireNonNull(run.emulator.config);
  }
}
