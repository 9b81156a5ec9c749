package io.slsemu.emulator;

import static io.slsemu.emulator.EmulatorFixture.inShellImage;
import static io.slsemu.emulator.EmulatorFixture.payload;
import static io.slsemu.emulator.EmulatorFixture.variable;
import static io.slsemu.fixtures.Requirement.DOCKER;
import static io.slsemu.fixtures.Requirement.GCC;
import static io.slsemu.fixtures.Requirement.GO;
import static io.slsemu.fixtures.Requirement.ROOT;
import static io.slsemu.fixtures.Requirement.RUST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.ImageConfig;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.sandbox.Entrypoint;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.docker.UserEngine;
import io.slsemu.fixtures.Functions;
import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What functions run in, and what they are told by it. */
@Requires({ROOT, DOCKER})
class DockerImageTests {
  private static final Consumer<FunctionConfiguration.Builder> AS_IT_IS = same -> {};

  private static EmulatorFixture with(FunctionCode code) {
    return EmulatorFixture.in(SandboxKind.DOCKER, code, AS_IT_IS);
  }

  private static EmulatorFixture with(Path code) {
    return with(FunctionCode.directory(code));
  }

  private static EmulatorFixture image(String name, ImageConfig config) {
    return with(new FunctionCode.Image(Functions.image(name), config));
  }

  @Test
  @Requires(GO)
  void invokeWhenFunctionIsAnImageThenItsOwnProgramRunsAsItSays() {
    try (EmulatorFixture fixture = image("hello-image", ImageConfig.NONE)) {
      assertThat(payload(fixture.invoke("{\"name\":\"Ada\"}")))
          .isEqualTo(
              "{\"message\":\"hello, Ada\",\"arguments\":[\"/app/greeter\",\"from-cmd\"],"
                  + "\"directory\":\"/srv/greeter\",\"greeting\":\"hello\",\"handler\":\"\","
                  + "\"user\":993}");
      assertThat(fixture.invoke("{}").start().type()).isEqualTo("warm");
    }
  }

  @Test
  @Requires(GO)
  void invokeWhenCommandIsSetThenOnlyThatIsReplaced() {
    try (EmulatorFixture fixture =
        image("hello-image", new ImageConfig(null, List.of("two words", "b"), null))) {
      assertThat(payload(fixture.invoke("{}")))
          .contains("\"arguments\":[\"/app/greeter\",\"two words\",\"b\"]")
          .contains("\"directory\":\"/srv/greeter\"");
    }
  }

  @Test
  @Requires(GO)
  void invokeWhenEntryPointAndDirectoryAreSetThenTheseAreReplaced() {
    ImageConfig config = new ImageConfig(List.of("/app/greeter", "own"), null, "/tmp");
    try (EmulatorFixture fixture = image("hello-image", config)) {
      assertThat(payload(fixture.invoke("{}")))
          .contains("\"arguments\":[\"/app/greeter\",\"own\",\"from-cmd\"]")
          .contains("\"directory\":\"/tmp\"");
    }
  }

  @Test
  @Requires(GO)
  void invokeWhenOwnerSetsAVariableOfTheImageThenTheOwnersCounts() {
    FunctionCode code = new FunctionCode.Image(Functions.image("hello-image"), ImageConfig.NONE);
    try (EmulatorFixture fixture =
        EmulatorFixture.in(SandboxKind.DOCKER, code, variable("GREETING", "good day"))) {
      assertThat(payload(fixture.invoke("{\"name\":\"Ada\"}")))
          .contains("\"message\":\"good day, Ada\"");
    }
  }

  @Test
  @Requires(GO)
  void invokeWhenImageHasNoSuchProgramThenSaysSo() {
    ImageConfig config = new ImageConfig(List.of("/app/none"), null, null);
    try (EmulatorFixture fixture = image("hello-image", config)) {
      InvokeResult result = fixture.invoke("{}");

      assertThat(result.outcome().kind()).isEqualTo(Kind.INIT_ERROR);
      assertThat(payload(result))
          .contains("\"Runtime.InvalidEntrypoint\"")
          .contains("Error: fork/exec /app/none: no such file or directory");
    }
  }

  @Test
  @Requires(GO)
  void invokeWhenImageIsAWebApplicationThenEventsBecomeRequests() {
    try (EmulatorFixture fixture = image("web-adapter", ImageConfig.NONE)) {
      assertThat(payload(fixture.invoke(request("GET", "/hello", "name=Ada", ""))))
          .contains("\"statusCode\":200", "\"body\":\"hello, Ada\\n\"");
      assertThat(payload(fixture.invoke(request("POST", "/orders", "", "three"))))
          .contains("\\\"method\\\":\\\"POST\\\"", "\\\"body\\\":\\\"three\\\"")
          .contains("\"cookies\":[\"visited=yes\",\"method=POST\"]");
    }
  }

  /** Of API Gateway's HTTP API, payload version 2.0. */
  private static String request(String method, String path, String query, String body) {
    return "{\"version\":\"2.0\",\"rawPath\":\"%s\",\"rawQueryString\":\"%s\",\"body\":\"%s\","
            .formatted(path, query, body)
        + "\"headers\":{\"host\":\"example.com\"},\"isBase64Encoded\":false,"
        + "\"requestContext\":{\"http\":{\"method\":\"%s\"}}}".formatted(method);
  }

  @Test
  void invokeWhenCodeRunsInANamedImageThenItHasWhatIsThere() {
    try (EmulatorFixture fixture = with(inShellImage("hello"))) {
      assertThat(payload(fixture.invoke("{\"name\":\"Ada\"}")))
          .isEqualTo("{\"message\":\"hello, Ada\"}");
    }
  }

  @Test
  @Requires(GO)
  void invokeWhenGoFunctionIsStaticThenNeedsNoImage() {
    try (EmulatorFixture fixture = with(Functions.directory("hello-go"))) {
      assertThat(payload(fixture.invoke("{\"name\":\"world\"}")))
          .isEqualTo("{\"message\":\"hello, world\"}");
    }
  }

  /** Where Go, and where OpenSSL and Rust look for them; and what Go asks of time zones. */
  @Test
  @Requires(GCC)
  void invokeWhenNoImageIsNamedThenCertificatesAndZonesAreThere() {
    try (EmulatorFixture fixture = with(Functions.directory("limits-probe"))) {
      for (String path :
          List.of(
              "/etc/pki/tls/certs/ca-bundle.crt",
              "/etc/ssl/certs/ca-certificates.crt",
              "/usr/share/zoneinfo/Europe/Berlin")) {
        assertThat(payload(fixture.invoke("{\"do\":\"size\",\"path\":\"" + path + "\"}")))
            .as(path)
            .matches("\\{\"size\":[1-9]\\d+,\"error\":\"\"}");
      }
    }
  }

  @Test
  void entrypointWhenProgramNeedsALoaderThatIsNotThereThenNamesItBeforeAnythingStarts(
      @TempDir Path code) throws IOException {
    Path bootstrap = Files.copy(Path.of("/bin/true"), code.resolve("bootstrap"));
    Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (EmulatorFixture fixture = with(code)) {
      assertThat(refusal(fixture).message())
          .isEqualTo("fork/exec /var/task/bootstrap: no such file or directory");
      assertThat(refusal(fixture).hint())
          .contains("its dynamic loader /lib")
          .contains("Link it statically")
          .contains("in the static base");
      assertThat(payload(fixture.invoke("{}"))).contains("Runtime.InvalidEntrypoint");
    }
  }

  /** Rust links dynamically unless told otherwise. */
  @Test
  @Requires(RUST)
  void entrypointWhenRustProgramIsDynamicThenNamesItsLoader() {
    try (EmulatorFixture fixture = with(Functions.directory("hello-rust"))) {
      assertThat(refusal(fixture).hint()).contains("its dynamic loader /lib");
    }
  }

  @Test
  void entrypointWhenProgramIsForAnotherMachineThenNamesBoth() {
    try (EmulatorFixture fixture = with(Functions.directory("wrong-architecture"))) {
      assertThat(refusal(fixture).message()).endsWith("exec format error");
      assertThat(refusal(fixture).hint()).contains("x86_64").contains("aarch64");
    }
  }

  @Test
  void invokeWhenImageIsForAnotherMachineThenNamesBoth() {
    try (UserEngine engine = new UserEngine();
        EmulatorFixture fixture =
            with(new FunctionCode.Image(engine.foreignImage(), ImageConfig.NONE))) {
      assertThatThrownBy(() -> fixture.invoke("{}"))
          .isInstanceOf(SandboxException.class)
          .hasMessageContaining("is for linux/" + engine.foreignArchitecture())
          .hasMessageContaining("the engine is linux/" + engine.architecture());
    }
  }

  /** Nobody listens at the discard port: no registry is waited for. */
  @Test
  void invokeWhenImageIsNowhereThenSaysSo() {
    String name = "127.0.0.1:9/none:1";
    try (EmulatorFixture fixture = with(new FunctionCode.Image(name, ImageConfig.NONE))) {
      assertThatThrownBy(() -> fixture.invoke("{}"))
          .isInstanceOf(SandboxException.class)
          .hasMessageStartingWith("image " + name + " is not on this machine");
    }
  }

  private static Entrypoint.NotRunnable refusal(EmulatorFixture fixture) {
    return (Entrypoint.NotRunnable) fixture.emulator().entrypoint("function");
  }
}
