package io.slsemu.emulator;

import static io.slsemu.emulator.EmulatorFixture.payload;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.function.EnvironmentVariables;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionTimeout;
import io.slsemu.emulator.function.MaxConcurrency;
import io.slsemu.emulator.function.MemorySize;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.placement.StartPreference;
import io.slsemu.fixtures.Functions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What goes on around the invocations of a shared environment: extensions, streams, its end. */
abstract class ManagedLifeContract {
  private final SandboxKind kind;

  ManagedLifeContract(SandboxKind kind) {
    this.kind = kind;
  }

  private EmulatorFixture with(FunctionCode code, Map<String, String> variables) {
    return EmulatorFixture.in(
        kind,
        code,
        configuration ->
            configuration
                .memory(new MemorySize(1769))
                .timeout(new FunctionTimeout(30))
                .variables(new EnvironmentVariables(variables))
                .maxConcurrency(new MaxConcurrency(2)));
  }

  private EmulatorFixture with(String function) {
    return with(FunctionCode.directory(Functions.directory(function)), Map.of());
  }

  private EmulatorFixture withExtension(Map<String, String> variables) {
    FunctionCode code =
        new FunctionCode.Directory(
            Functions.directory("concurrent-go"), null, Functions.directory("extension-probe"));
    return with(code, variables);
  }

  private static List<String> said(EmulatorFixture fixture) {
    return fixture.listener().lines().stream()
        .filter(line -> line.startsWith("extension-probe: "))
        .map(line -> line.substring("extension-probe: ".length()))
        .toList();
  }

  @Test
  void invokeWhenThereIsAnExtensionThenItHearsOfTheEndOnly() {
    EmulatorFixture fixture = withExtension(Map.of("PROBE_EVENTS", "SHUTDOWN"));
    try (fixture) {
      assertThat(fixture.invoke("{}").outcome().kind()).isEqualTo(Kind.OK);
      assertThat(fixture.invoke("{}").outcome().kind()).isEqualTo(Kind.OK);
      assertThat(fixture.listener().lines())
          .contains("EXTENSION\tName: extension-probe\tState: Ready\tEvents: [SHUTDOWN]");
    }
    assertThat(said(fixture)).hasSize(2).last().isEqualTo("shutdown spindown within 2000 ms");
  }

  @Test
  void invokeWhenTheProcessEndsThenTheExtensionHearsOfTheFailure() {
    EmulatorFixture fixture = withExtension(Map.of("PROBE_EVENTS", "SHUTDOWN"));
    try (fixture) {
      assertThat(payload(fixture.invoke("{\"crash\":true}"))).contains("exit status 3");
    }
    assertThat(said(fixture)).last().isEqualTo("shutdown failure within 2000 ms");
  }

  @Test
  void invokeWhenExtensionEndsThenTheEnvironmentDoes() {
    try (EmulatorFixture fixture =
        withExtension(Map.of("PROBE_EVENTS", "SHUTDOWN", "PROBE_FAIL", "crash-init"))) {
      InvokeResult result = fixture.invoke("{}");

      assertThat(result.outcome().errorType()).isEqualTo("Extension.Crash");
      assertThat(payload(result)).contains("exit status 4");
    }
  }

  @Test
  @DisplayName("8.8/97: of Managed Instances telemetry tells of starts and reports alone")
  void invokeWhenExtensionTakesTelemetryThenItHearsWhatThereIs() {
    EmulatorFixture fixture =
        withExtension(
            Map.of(
                "PROBE_EVENTS", "SHUTDOWN",
                "PROBE_TELEMETRY", "4246",
                "PROBE_SCHEMA", "2025-01-29"));
    InvokeResult result;
    try (fixture) {
      result = fixture.invoke("{}");
    }
    List<String> heard =
        said(fixture).stream().filter(line -> line.startsWith("telemetry ")).toList();
    assertThat(heard.stream().map(line -> line.split(" ")[2]))
        .startsWith("platform.initStart")
        .containsSubsequence(
            "platform.telemetrySubscription",
            "platform.initReport",
            "platform.start",
            "function",
            "platform.report")
        .doesNotContain("platform.runtimeDone");
    String id = result.report().requestId();
    assertThat(heard)
        .anyMatch(line -> line.contains("\"handling " + id + "\""))
        .anyMatch(
            line ->
                line.matches(
                    ".*platform.report .\"requestId\":\""
                        + id
                        + "\",\"metrics\":.\"durationMs\":[0-9.]+},.*\"status\":\"success\".*"));
  }

  @Test
  void invokeWhenTwoStreamAtOnceThenBothComeWholeFromOneEnvironment() {
    try (EmulatorFixture fixture = with("streamer-go")) {
      fixture.invoke("{}");
      FakeCaller one = new FakeCaller(() -> {});
      FakeCaller other = new FakeCaller(() -> {});

      CompletableFuture<InvokeResult> first = stream(fixture, "{\"bytes\":8000000}", one);
      CompletableFuture<InvokeResult> second = stream(fixture, "{\"bytes\":9000000}", other);

      assertThat(first.join().start().environmentId())
          .isEqualTo(second.join().start().environmentId());
      assertThat(one.length()).isEqualTo(8_000_004);
      assertThat(other.length()).isEqualTo(9_000_004);
      assertThat(one.contentType).isEqualTo("text/event-stream");
    }
  }

  @Test
  void invokeWhenAStreamFailsThenItsErrorComesLastAndTheRuntimeGoesOn() {
    try (EmulatorFixture fixture = with("streamer-go")) {
      FakeCaller caller = new FakeCaller(() -> {});

      InvokeResult failed = stream(fixture, "{\"bytes\":5,\"error\":\"no more\"}", caller).join();
      InvokeResult next = fixture.invoke("{}");

      assertThat(caller.length()).isEqualTo(5);
      assertThat(payload(failed)).contains("\"errorMessage\":\"no more\"");
      assertThat(payload(next)).isEqualTo("last");
      assertThat(next.start().environmentId()).isEqualTo(failed.start().environmentId());
    }
  }

  @Test
  @DisplayName("8.4/77: an emulator that ends tells the callers in a shared environment")
  void closeWhenInvocationsAreUnderWayThenEachCallerIsToldOfTheShutdown() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> answers;
    try (EmulatorFixture fixture = with("concurrent-go")) {
      fixture.emulator().warmUp("function");
      InetSocketAddress address = serve(fixture);
      answers = List.of(post(address), post(address));
      Awaitility.await()
          .until(
              () ->
                  fixture.listener().lines().stream()
                          .filter(line -> line.startsWith("handling "))
                          .count()
                      == 2);
    }
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.join().statusCode()).isEqualTo(400);
      assertThat(answer.join().headers().firstValue("Error-Type"))
          .hasValue("Client.ExecutionEnvironmentShutDown");
      assertThat(answer.join().body())
          .isEqualTo("{\"errorType\":\"Client.ExecutionEnvironmentShutDown\"}");
    }
  }

  private static InetSocketAddress serve(EmulatorFixture fixture) throws IOException {
    return fixture.emulator().serve(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private static CompletableFuture<HttpResponse<String>> post(InetSocketAddress address) {
    URI uri =
        URI.create(
            "http://127.0.0.1:" + address.getPort() + "/2015-03-31/functions/function/invocations");
    HttpRequest request =
        HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString("{\"millis\":25000}")).build();
    return HttpClient.newHttpClient().sendAsync(request, BodyHandlers.ofString());
  }

  private static CompletableFuture<InvokeResult> stream(
      EmulatorFixture fixture, String event, FakeCaller caller) {
    byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
    InvokeRequest request = new InvokeRequest("function", bytes, null, StartPreference.ANY);
    return CompletableFuture.supplyAsync(
        () -> fixture.emulator().invoke(request, caller), task -> new Thread(task, "call").start());
  }
}
