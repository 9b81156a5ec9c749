package io.slsemu.emulator;

import static io.slsemu.emulator.EmulatorFixture.payload;
import static io.slsemu.fixtures.Requirement.DOCKER;
import static io.slsemu.fixtures.Requirement.GCC;
import static io.slsemu.fixtures.Requirement.GO;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.ImageConfig;
import io.slsemu.emulator.placement.StartPreference;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.fixtures.Functions;
import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which kind of sandbox a function gets where none was asked for, and what is said of it. */
@Requires({ROOT, GCC})
class AutoSandboxTests {
  private static EmulatorFixture auto(FunctionCode code, DockerSettings settings) {
    return EmulatorFixture.in(SandboxKind.AUTO, settings, code, configuration -> {});
  }

  private static EmulatorFixture auto(FunctionCode code) {
    return auto(code, DockerSettings.DEFAULTS);
  }

  private static FunctionCode built(String function) {
    return FunctionCode.directory(Functions.directory(function));
  }

  @Test
  @Requires(DOCKER)
  void invokeWhenStaticProgramThenRunsInDockerAndThatIsSaidOnce() {
    try (EmulatorFixture fixture = auto(built("hello-c"))) {
      assertThat(payload(fixture.invoke("{\"x\":1}"))).isEqualTo("{\"x\":1}");
      assertThat(fixture.invoke("{}", StartPreference.COLD).fidelity().isolation())
          .isEqualTo("container");
      assertThat(fixture.listener().notices())
          .singleElement()
          .asString()
          .startsWith("the function runs in docker: ");
    }
  }

  @Test
  @Requires(DOCKER)
  void invokeWhenNoImageHasTheInterpreterThenRunsAsAProcessAndItIsNamed(@TempDir Path code)
      throws IOException {
    String perl = "#!/usr/bin/perl\nexec '/var/task/hello-c' or die";
    Files.copy(Functions.directory("hello-c").resolve("bootstrap"), code.resolve("hello-c"));
    Path bootstrap = Files.writeString(code.resolve("bootstrap"), perl);
    Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (EmulatorFixture fixture = auto(FunctionCode.directory(code))) {
      assertThat(payload(fixture.invoke("{\"x\":1}"))).isEqualTo("{\"x\":1}");
      assertThat(fixture.listener().notices())
          .singleElement()
          .asString()
          .startsWith("the function runs in the process sandbox, since no image here can run it: ")
          .contains("/usr/bin/perl");
    }
  }

  @Test
  @Requires({DOCKER, GO})
  void invokeWhenFunctionIsAnImageThenRunsInDocker() {
    FunctionCode code = new FunctionCode.Image(Functions.image("hello-image"), ImageConfig.NONE);
    try (EmulatorFixture fixture = auto(code)) {
      assertThat(payload(fixture.invoke("{\"name\":\"Ada\"}"))).contains("hello, Ada");
      assertThat(fixture.listener().notices()).hasSize(1);
    }
  }

  /** A socket that is not there, and a port where nobody listens. */
  @ParameterizedTest
  @CsvSource({"unix:///nowhere/docker.sock", "tcp://127.0.0.1:9"})
  void invokeWhenNoEngineThenRunsAsAProcessAndThatIsSaidOnce(String host) {
    try (EmulatorFixture fixture = auto(built("hello-c"), engineAt(host))) {
      fixture.emulator().deploy(FunctionConfiguration.of("second"), built("ticker"));
      fixture.emulator().entrypoint("second");

      assertThat(payload(fixture.invoke("{\"x\":1}"))).isEqualTo("{\"x\":1}");
      assertThat(fixture.listener().notices())
          .singleElement()
          .asString()
          .startsWith("functions run in the process sandbox: ")
          .contains(host);
    }
  }

  @ParameterizedTest
  @CsvSource({"unix:///nowhere/docker.sock", "tcp://127.0.0.1:9"})
  void invokeWhenNoEngineAndFunctionIsAnImageThenSaysWhatIsMissing(String host) {
    FunctionCode code = new FunctionCode.Image("orders:latest", ImageConfig.NONE);
    try (EmulatorFixture fixture = auto(code, engineAt(host))) {
      assertThatThrownBy(() -> fixture.invoke("{}"))
          .isInstanceOfSatisfying(SandboxException.class, e -> assertThat(e.remedy()).isNotBlank())
          .hasMessageContaining("engine")
          .hasMessageContaining(host);
    }
  }

  private static DockerSettings engineAt(String host) {
    return new DockerSettings(host, null, List.of(), 1);
  }
}
