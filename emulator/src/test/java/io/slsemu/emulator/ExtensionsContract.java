package io.slsemu.emulator;

import static io.slsemu.emulator.EmulatorFixture.payload;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.function.EnvironmentVariables;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionTimeout;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.placement.StartPreference;
import io.slsemu.fixtures.Functions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An environment with extensions in it, the same in both kinds of sandbox. */
abstract class ExtensionsContract {
  private final SandboxKind kind;

  ExtensionsContract(SandboxKind kind) {
    this.kind = kind;
  }

  /**
   * @param layer which extension the function has
   * @param variables pairs of a name and a value
   */
  final EmulatorFixture with(String function, String layer, String... variables) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < variables.length; i += 2) {
      values.put(variables[i], variables[i + 1]);
    }
    FunctionCode code =
        new FunctionCode.Directory(Functions.directory(function), null, Functions.directory(layer));
    return EmulatorFixture.in(
        kind,
        code,
        configuration ->
            configuration
                .timeout(
                    new FunctionTimeout(Integer.parseInt(values.getOrDefault("TIMEOUT", "30"))))
                .variables(new EnvironmentVariables(values)));
  }

  private static Stream<String> starting(EmulatorFixture fixture, String prefix) {
    return fixture.listener().lines().stream().filter(line -> line.startsWith(prefix));
  }

  @Test
  @DisplayName("8.3/50, 8.3/56, 8.3/57: register, INVOKE and SHUTDOWN of an external extension")
  void invokeWhenThereIsAnExtensionThenItHearsOfInvocationsAndOfTheEnd() {
    EmulatorFixture fixture = with("hello-c", "extension-probe");
    InvokeResult result;
    try (fixture) {
      result = fixture.invoke("{\"name\":\"Ada\"}");

      assertThat(payload(result)).isEqualTo("{\"name\":\"Ada\"}");
      assertThat(result.logs())
          .contains("EXTENSION\tName: extension-probe\tState: Ready\tEvents: [INVOKE, SHUTDOWN]");
    }
    assertThat(fixture.said())
        .containsExactly(
            "registered {\"functionName\":\"function\",\"functionVersion\":\"$LATEST\","
                + "\"handler\":\"bootstrap\"}",
            "invoke " + result.report().requestId(),
            "shutdown spindown within 2000 ms");
  }

  @Test
  @DisplayName("8.3/64: the client gets its answer before extensions finish; the next call waits")
  void invokeWhenExtensionWorksOnThenCallerIsAnsweredFirstAndTheNextCallWaits() throws Exception {
    try (EmulatorFixture fixture = with("hello-c", "extension-probe", "PROBE_WORK", "300ms")) {
      RecordingListener listener = fixture.listener();

      HttpResponse<String> answer = post(fixture, "1");
      listener.platformLine("", "ANSWERED");
      InvokeResult second = fixture.invoke("2");

      List<String> lines = listener.lines();
      String first = answer.headers().firstValue("x-amzn-RequestId").orElseThrow();
      int worked = lines.indexOf("extension-probe: worked " + first);
      assertThat(lines.indexOf("ANSWERED")).isNotNegative().isLessThan(worked);
      assertThat(worked)
          .isLessThan(lines.indexOf("END RequestId: " + first))
          .isLessThan(
              lines.indexOf(
                  "START RequestId: " + second.report().requestId() + " Version: $LATEST"));
      assertThat(starting(fixture, "REPORT RequestId: " + first))
          .as("their work is billed")
          .allMatch(line -> Double.parseDouble(line.split("Duration: ")[1].split(" ")[0]) >= 300);
      assertThat(second.start().type()).isEqualTo("warm");
    }
  }

  private static HttpResponse<String> post(EmulatorFixture fixture, String event) throws Exception {
    InetSocketAddress address = fixture.emulator().serve(new InetSocketAddress("127.0.0.1", 0));
    URI uri =
        URI.create(
            "http://127.0.0.1:" + address.getPort() + "/2015-03-31/functions/function/invocations");
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(event)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  @DisplayName("8.3/61: without a subscription it gates Init, and no invocation")
  void invokeWhenExtensionSubscribedToNothingThenInitWaitsForItAndCallsDoNot() {
    EmulatorFixture fixture = with("hello-c", "extension-probe", "PROBE_EVENTS", "none");
    try (fixture) {
      assertThat(fixture.invoke("1").outcome().kind()).isEqualTo(Kind.OK);
      assertThat(fixture.invoke("2").outcome().kind()).isEqualTo(Kind.OK);
      assertThat(fixture.listener().lines())
          .contains("EXTENSION\tName: extension-probe\tState: Ready\tEvents: []");
    }
    assertThat(fixture.said()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "crash-unregistered, Extension.Crash, exit status 3",
    "crash-init, Extension.Crash, exit status 4",
    "init-error, Extension.InitError, Extension.NoConfiguration: told to",
  })
  @DisplayName("8.3/62, 8.3/63: an extension that fails in Init is named, the first word first")
  void invokeWhenExtensionFailsInInitThenInitFailsTwiceAndCallerIsTold(
      String failure, String type, String text) {
    try (EmulatorFixture fixture = with("hello-c", "extension-probe", "PROBE_FAIL", failure)) {
      InvokeResult result = fixture.invoke("1");

      assertThat(result.outcome().errorType()).isEqualTo(type);
      assertThat(payload(result))
          .isEqualTo(
              "{\"errorType\":\"%s\",\"errorMessage\":\"RequestId: %s Error: %s\"}"
                  .formatted(type, result.report().requestId(), text));
      assertThat(starting(fixture, "INIT_REPORT"))
          .hasSize(2)
          .allMatch(line -> line.endsWith("\tStatus: error\tError Type: " + type));
    }
  }

  @ParameterizedTest
  @CsvSource({"rw-r--r--, permission denied", "rwxr-xr-x, exec format error"})
  @DisplayName("8.4/75: an extension that cannot be executed is an Extension.LaunchError")
  void invokeWhenExtensionCannotBeExecutedThenItIsNamed(
      String permissions, String reason, @TempDir Path layer) throws IOException {
    Path extensions = Files.createDirectory(layer.resolve("extensions"));
    Path broken = Files.writeString(extensions.resolve("broken"), "no program");
    Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString(permissions));
    FunctionCode code = new FunctionCode.Directory(Functions.directory("hello-c"), null, layer);
    try (EmulatorFixture fixture = EmulatorFixture.in(kind, code, configuration -> {})) {
      InvokeResult result = fixture.invoke("1");

      assertThat(result.outcome().errorType()).isEqualTo("Extension.LaunchError");
      assertThat(payload(result)).contains("fork/exec /opt/extensions/broken: " + reason);
    }
  }

  @ParameterizedTest
  @CsvSource({"crash-invoke, Extension.Crash", "exit-error, Extension.ExitError"})
  @DisplayName("8.3/62, 8.3/63: an extension that fails in an invocation ends the environment")
  void invokeWhenExtensionFailsWhileItWorksThenEnvironmentIsResetAndServesOn(
      String failure, String type) {
    try (EmulatorFixture fixture =
        with("hello-c", "extension-probe", "PROBE_FAIL", failure, "PROBE_WORK", "100ms")) {
      InvokeResult first = fixture.invoke("1");
      InvokeResult second = fixture.invoke("2");

      for (InvokeResult result : List.of(first, second)) {
        assertThat(payload(result)).as("the runtime answered before").isIn("1", "2");
        assertThat(result.logs())
            .last()
            .asString()
            .endsWith("\tStatus: error\tError Type: " + type);
      }
      assertThat(second.start().environmentId()).isEqualTo(first.start().environmentId());
    }
  }

  @Test
  @DisplayName("8.3/57: SHUTDOWN says that the function timed out")
  void invokeWhenFunctionTimesOutThenExtensionHearsThatAndEnvironmentServesOn() {
    try (EmulatorFixture fixture = with("limits-probe", "extension-probe", "TIMEOUT", "1")) {
      InvokeResult late = fixture.invoke("{\"do\":\"sleep\"}");
      InvokeResult next = fixture.invoke("{\"do\":\"keep\"}");

      assertThat(late.outcome().kind()).isEqualTo(Kind.TIMEOUT);
      assertThat(fixture.said()).contains("shutdown timeout within 2000 ms");
      assertThat(payload(next)).isEqualTo("{\"process\":1,\"tmp\":1}");
    }
  }

  @Test
  @DisplayName("8.3/57: SHUTDOWN says that the runtime failed")
  void invokeWhenRuntimeEndsThenExtensionHearsOfTheFailure() {
    try (EmulatorFixture fixture = with("limits-probe", "extension-probe")) {
      InvokeResult ended = fixture.invoke("{\"do\":\"end\",\"status\":7}");

      assertThat(payload(ended)).contains("Runtime exited with error: exit status 7");
      assertThat(fixture.said()).contains("shutdown failure within 2000 ms");
      assertThat(fixture.invoke("{\"do\":\"keep\"}").outcome().kind()).isEqualTo(Kind.OK);
    }
  }

  @Test
  @DisplayName("8.5/81: a subscribed extension that does not go is killed at the deadline")
  void closeWhenExtensionIgnoresShutdownThenItIsKilled() {
    EmulatorFixture fixture = with("hello-c", "extension-probe", "PROBE_FAIL", "ignore-shutdown");
    try (fixture) {
      fixture.invoke("1");
    }
    assertThat(fixture.said()).last().isEqualTo("shutdown spindown within 2000 ms");
  }

  @Test
  void closeWhenRuntimeAsksForSigtermThenItCleansUp() {
    EmulatorFixture fixture =
        EmulatorFixture.in(
            kind, FunctionCode.directory(Functions.directory("sigterm-go")), configuration -> {});
    try (fixture) {
      assertThat(payload(fixture.invoke("{}"))).isEqualTo("\"ready for SIGTERM\"");
      assertThat(fixture.listener().lines())
          .contains("EXTENSION\tName: GoLangEnableSIGTERM\tState: Ready\tEvents: []");
    }
    assertThat(fixture.listener().lines()).last().isEqualTo("SIGTERM came, cleaning up");
  }

  @Test
  @DisplayName("8.8/97, 8.8/98: an extension hears all over HTTP, what came before it too")
  void invokeWhenExtensionTakesTelemetryThenItHearsTheWholeStory() {
    EmulatorFixture fixture = with("hello-c", "extension-probe", "PROBE_TELEMETRY", "4243");
    InvokeResult first;
    try (fixture) {
      first = fixture.invoke("1");
      fixture.invoke("2");
      assertThat(fixture.listener().lines())
          .contains(
              "TELEMETRY\tName: extension-probe\tState: Subscribed\tTypes: [Platform, Function]");
    }
    assertThat(fixture.telemetry())
        .extracting(event -> event.split(" ")[0])
        .startsWith("platform.initStart")
        .containsSubsequence(
            "platform.telemetrySubscription",
            "platform.extension",
            "platform.initRuntimeDone",
            "platform.initReport",
            "platform.start",
            "platform.runtimeDone",
            "platform.report",
            "platform.start",
            "platform.runtimeDone",
            "platform.report");
    assertThat(fixture.telemetry())
        .filteredOn(event -> event.startsWith("platform.report "))
        .filteredOn(event -> event.contains(first.report().requestId()))
        .anyMatch(event -> event.contains("\"extensionOverhead\""));
  }

  @Test
  void invokeWhenTwoEnvironmentsTakeTelemetryAtOnePortThenEachHearsItsOwn() {
    EmulatorFixture fixture =
        with("limits-probe", "extension-probe", "PROBE_TELEMETRY", "4244", "PROBE_WORK", "50ms");
    InvokeResult one;
    InvokeResult other;
    try (fixture) {
      one = fixture.invoke("{\"do\":\"keep\"}", StartPreference.COLD);
      other = fixture.invoke("{\"do\":\"keep\"}", StartPreference.COLD);
      assertThat(other.start().environmentId()).isNotEqualTo(one.start().environmentId());
    }
    for (InvokeResult result : List.of(one, other)) {
      assertThat(fixture.telemetry())
          .filteredOn(event -> event.startsWith("platform.report "))
          .filteredOn(line -> line.contains(result.report().requestId()))
          .hasSize(1);
    }
  }
}
