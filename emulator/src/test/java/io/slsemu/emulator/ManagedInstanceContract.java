package io.slsemu.emulator;

import static io.slsemu.emulator.EmulatorFixture.payload;
import static io.slsemu.emulator.EmulatorFixture.wholeCpu;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.LoggingConfiguration;
import io.slsemu.emulator.function.MaxConcurrency;
import io.slsemu.emulator.invoke.InvokeResult;
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
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Several invocations in one environment, with AWS's own client for Go, the same in both kinds of
 * sandbox.
 */
abstract class ManagedInstanceContract {
  private static final String PATH = "/2015-03-31/functions/function/invocations";
  private static final int CALLS = 4;
  private final SandboxKind kind;
  @AutoClose private EmulatorFixture fixture;

  ManagedInstanceContract(SandboxKind kind) {
    this.kind = kind;
    this.fixture = EmulatorFixture.in(kind, "concurrent-go", shared(10));
  }

  private static Consumer<FunctionConfiguration.Builder> shared(int timeoutSeconds) {
    return wholeCpu(timeoutSeconds)
        .andThen(function -> function.maxConcurrency(new MaxConcurrency(CALLS)));
  }

  @Test
  void invokeWhenAsManyCallsAsFitThenOneProcessHasThemAllAtOnce() {
    List<InvokeResult> results = invoke(CALLS, "{\"barrier\":4}");

    assertThat(results).allMatch(result -> result.outcome().kind() == Kind.OK);
    assertThat(results.stream().map(EmulatorFixture::payload).distinct()).hasSize(1);
    assertThat(environments(results)).containsExactly("e1");
    assertThat(results.stream().map(result -> result.start().type()))
        .containsExactlyInAnyOrder("cold", "warm", "warm", "warm");
    assertThat(results).allSatisfy(ManagedInstanceContract::hasItsOwnLines);
  }

  private static void hasItsOwnLines(InvokeResult result) {
    String id = result.report().requestId();
    assertThat(result.logs())
        .contains(
            "START RequestId: " + id + "\tVersion: $LATEST",
            "handling " + id,
            "END RequestId: " + id)
        .last()
        .asString()
        .matches("REPORT RequestId: " + id + "\tDuration: [0-9.]+ ms");
  }

  @Test
  void invokeWhenMoreCallsThanFitThenAnotherEnvironmentTakesTheRest() {
    List<InvokeResult> results = invoke(CALLS + 1, "{\"millis\":1500}");

    assertThat(environments(results)).hasSize(2);
    assertThat(results).allMatch(result -> result.outcome().kind() == Kind.OK);
  }

  @Test
  void invokeWhenTimeRunsOutThenTheRuntimeLivesOn() {
    fixture.close();
    fixture = EmulatorFixture.in(kind, "concurrent-go", shared(1));
    String before = payload(fixture.invoke("{}"));

    InvokeResult late = fixture.invoke("{\"millis\":1300}");
    InvokeResult after = fixture.invoke("{}");

    assertThat(payload(late))
        .isEqualTo(
            "{\"errorType\":\"Sandbox.Timedout\","
                + "\"errorMessage\":\"Task timed out after 1.00 seconds\"}");
    assertThat(late.outcome().kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(payload(after)).isEqualTo(before);
    assertThat(after.start().environmentId()).isEqualTo("e1");
  }

  @Test
  @DisplayName("8.1/20: a crash answers each invocation in flight once")
  void invokeWhenTheProcessEndsThenAllInItAreToldAndTheNextGetsAnother() {
    List<InvokeResult> results = invoke(CALLS, "{\"barrier\":4,\"crash\":true}");
    InvokeResult after = fixture.invoke("{}");

    assertThat(results)
        .allSatisfy(
            result ->
                assertThat(payload(result))
                    .isEqualTo(
                        "{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"RequestId: "
                            + result.report().requestId()
                            + " Error: Runtime exited with error: exit status 3\"}"));
    assertThat(results.get(0).logs()).anyMatch(line -> line.endsWith("Runtime.ExitError"));
    assertThat(after.outcome().kind()).isEqualTo(Kind.OK);
    assertThat(after.start().environmentId()).isEqualTo("e2");
  }

  @Test
  void postWhenSeveralComeAtOnceThenOneProcessHasThemAll() throws IOException {
    fixture.emulator().warmUp("function");
    InetSocketAddress address =
        fixture.emulator().serve(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

    List<String> answers =
        IntStream.range(0, CALLS)
            .mapToObj(i -> post(address, "", "{\"barrier\":4}"))
            .toList()
            .stream()
            .map(answer -> answer.join().body())
            .toList();

    assertThat(answers).hasSize(CALLS).allMatch(body -> body.equals(answers.get(0)));
    assertThat(answers.get(0)).contains("\"inside\":4");
  }

  @Test
  @DisplayName("8.1/18: a duplicate in-flight id is refused")
  void postWhenTheRequestIdIsInFlightThenIsRefused() throws Exception {
    InetSocketAddress address =
        fixture.emulator().serve(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    post(address, "11111111-2222-4333-8444-555555555555", "{}").join();
    String id = "3cd2d5b1-4cc2-4b1b-a8d5-9b1a6d3e7f10";

    List<HttpResponse<String>> answers =
        List.of(post(address, id, "{\"millis\":1500}"), post(address, id, "{\"millis\":1500}"))
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(answers.stream().map(HttpResponse::statusCode)).containsExactlyInAnyOrder(200, 400);
    assertThat(answers.stream().map(HttpResponse::body))
        .contains("{\"errorType\":\"Client.DuplicatedInvokeId\"}");
  }

  @Test
  @DisplayName("8.1/20: every call that waits for a failing Init gets its error")
  void invokeWhenInitFailsThenEachCallGetsTheError() {
    fixture.close();
    fixture = EmulatorFixture.in(kind, initExit(), shared(10));

    List<InvokeResult> results = invoke(CALLS, "{}");

    assertThat(results).allMatch(result -> result.outcome().kind() == Kind.INIT_ERROR);
    assertThat(payload(results.get(0))).contains("exit status 7");
  }

  /** A shell script: in a container it needs an image with a shell. */
  private FunctionCode initExit() {
    return kind == SandboxKind.DOCKER
        ? EmulatorFixture.inShellImage("init-exit")
        : FunctionCode.directory(Functions.directory("init-exit"));
  }

  @Test
  void invokeWhenTheLogIsJsonThenEventsAreThoseOfManagedInstances() throws IOException {
    fixture.close();
    fixture =
        EmulatorFixture.in(
            kind,
            "concurrent-go",
            shared(10).andThen(function -> function.logging(LoggingConfiguration.json())));

    InvokeResult result = fixture.invoke("{}");

    assertThat(result.logs())
        .anyMatch(line -> line.contains("\"initializationType\":\"lambda-managed-instances\""))
        .anyMatch(
            line -> line.matches(".*platform.report.*\"metrics\":\\{\"durationMs\":[^,]*}.*"));
  }

  private List<InvokeResult> invoke(int calls, String event) {
    List<CompletableFuture<InvokeResult>> all =
        IntStream.range(0, calls)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> fixture.invoke(event), this::run))
            .toList();
    return all.stream().map(CompletableFuture::join).toList();
  }

  private void run(Runnable call) {
    new Thread(call, "call").start();
  }

  private static Set<String> environments(List<InvokeResult> results) {
    return results.stream()
        .map(result -> result.start().environmentId())
        .collect(Collectors.toSet());
  }

  private static CompletableFuture<HttpResponse<String>> post(
      InetSocketAddress address, String requestId, String event) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + PATH))
            .header("x-amzn-RequestId", requestId)
            .POST(BodyPublishers.ofString(event))
            .build();
    return HttpClient.newHttpClient().sendAsync(request, BodyHandlers.ofString());
  }
}
