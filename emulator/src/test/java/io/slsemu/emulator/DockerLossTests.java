package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.DOCKER;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.placement.StartPreference;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.fixtures.Requires;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers meet when an engine, or a container in it, dies at a bad moment. */
@Requires({ROOT, DOCKER})
class DockerLossTests {
  private static final Duration QUICK = Duration.ofSeconds(5);

  @AutoClose private static OwnEngineFixture fixture;
  private static OwnEngine engine;

  private Emulator emulator;

  @BeforeAll
  static void startEngine() throws Exception {
    fixture = OwnEngineFixture.start();
    engine = fixture.engine();
  }

  @BeforeEach
  void start() {
    emulator = fixture.emulator(configuration -> {});
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    emulator.close();
    assertThat(engine.containers()).isEmpty();
  }

  @Test
  void invokeWhenEngineIsStoppedMidCallThenCallsFailClearlyUntilItIsBack() throws Exception {
    CompletableFuture<InvokeResult> running = invokeSlowly();
    CompletableFuture<Long> stopped = engineEnds("TERM");

    InvokeResult lost = running.get(5, TimeUnit.SECONDS);

    assertLost(lost);
    assertThat(stopped.get(30, TimeUnit.SECONDS)).isPositive();
    assertCallsFailQuickly();

    engine.startAgain();

    assertThat(invoke("{}").outcome().kind()).isEqualTo(Kind.OK);
  }

  @Test
  void invokeWhenEngineIsKilledThenWarmCallsGoOnAndColdOnesFailUntilItIsBack() throws Exception {
    InvokeResult first = invoke("{}");

    engine.signal("KILL");
    InvokeResult warm = invoke("{}");

    assertThat(warm.outcome().kind()).isEqualTo(Kind.OK);
    assertThat(warm.start().environmentId()).isEqualTo(first.start().environmentId());
    assertThatThrownBy(() -> invoke("{}", StartPreference.COLD))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining(engine.host());

    engine.startAgain();

    assertThat(invoke("{}").start().type()).isEqualTo("warm");
    assertThat(invoke("{}", StartPreference.COLD).outcome().kind()).isEqualTo(Kind.OK);
  }

  @Test
  void closeWhenEngineIsKilledThenQuickAndItRemovesThemWhenItIsBack() throws Exception {
    invoke("{}");
    engine.signal("KILL");
    long start = System.nanoTime();

    emulator.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(QUICK);
    engine.startAgain();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(engine.containers()).isEmpty());
  }

  @Test
  void closeWhenEngineHangsThenBounded() throws Exception {
    invoke("{}");
    engine.signal("STOP");
    long start = System.nanoTime();
    try {
      emulator.close();
    } finally {
      engine.signal("CONT");
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(engine.containers()).isEmpty());
  }

  @Test
  void invokeWhenFrozenContainerWasRemovedThenNextCallHasAFreshOne() throws Exception {
    invoke("{}"); // frozen when this returns
    engine.remove(engine.containers().get(0));
    Awaitility.await().until(() -> engine.containers().isEmpty());

    InvokeResult next = invoke("{}");
    InvokeResult after = invoke("{}");

    assertThat(next.outcome().kind()).isEqualTo(Kind.OK);
    assertThat(EmulatorFixture.payload(next)).isEqualTo("{\"process\":1,\"tmp\":2}");
    assertThat(EmulatorFixture.payload(after)).isEqualTo("{\"process\":2,\"tmp\":3}");
  }

  @Test
  void invokeWhenContainerIsRemovedMidCallThenFailureAndReportAndNextCallWorks() throws Exception {
    CompletableFuture<InvokeResult> running = invokeSlowly();
    engine.remove(engine.containers().get(0));

    InvokeResult lost = running.get(5, TimeUnit.SECONDS);

    assertLost(lost);
    assertThat(lost.logs()).anyMatch(line -> line.startsWith("END RequestId: "));
    assertThat(lost.logs().get(lost.logs().size() - 1))
        .startsWith("REPORT RequestId: ")
        .endsWith("\tStatus: failure\tError Type: Sandbox.Failure");
    assertThat(invoke("{}").outcome().kind()).isEqualTo(Kind.OK);
  }

  @Test
  void serveWhenEngineIsStoppedThenServiceExceptionAndServesOnWhenItIsBack() throws Exception {
    URI uri = uri(emulator.serve(new InetSocketAddress("127.0.0.1", 0)));
    assertThat(post(uri).statusCode()).isEqualTo(200);
    engine.signal("TERM");
    post(uri); // its environment is found dead

    HttpResponse<String> refused = post(uri);

    assertThat(refused.statusCode()).isEqualTo(500);
    assertThat(refused.headers().firstValue("x-amzn-ErrorType")).contains("ServiceException");
    assertThat(refused.body())
        .startsWith("{\"Type\":\"Service\",\"Message\":\"no engine answers at " + engine.host());
    engine.startAgain();
    assertThat(post(uri).statusCode()).isEqualTo(200);
  }

  private static URI uri(InetSocketAddress address) {
    return URI.create(
        "http://127.0.0.1:" + address.getPort() + "/2015-03-31/functions/function/invocations");
  }

  private static HttpResponse<String> post(URI uri) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString("{}")).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private void assertCallsFailQuickly() {
    for (int i = 0; i < 2; i++) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> invoke("{}"))
          .isInstanceOfSatisfying(SandboxException.class, e -> assertThat(e.remedy()).isNotEmpty())
          .hasMessageContaining(engine.host());
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(QUICK);
    }
  }

  private static void assertLost(InvokeResult lost) {
    assertThat(lost.outcome().kind()).isEqualTo(Kind.RUNTIME_EXIT);
    assertThat(EmulatorFixture.payload(lost))
        .matches(
            "\\{\"errorType\":\"Sandbox.Failure\",\"errorMessage\":\"RequestId: [-0-9a-f]{36} Error:"
                + " the container [0-9a-f]{12} of the engine at unix:\\S+ was ended from"
                + " outside\"}");
  }

  /** The function is at work when this returns. */
  private CompletableFuture<InvokeResult> invokeSlowly() {
    invoke("{}");
    CompletableFuture<InvokeResult> running =
        CompletableFuture.supplyAsync(() -> invoke("{\"sleep\":20}"));
    Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> !running.isDone());
    return running;
  }

  private static CompletableFuture<Long> engineEnds(String signal) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            long start = System.nanoTime();
            engine.signal(signal);
            return System.nanoTime() - start;
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  private InvokeResult invoke(String event) {
    return invoke(event, StartPreference.ANY);
  }

  private InvokeResult invoke(String event, StartPreference start) {
    return fixture.invoke(emulator, event, start);
  }
}
