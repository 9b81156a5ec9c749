package io.slsemu.emulator;

import static io.slsemu.emulator.EmulatorFixture.memory;
import static io.slsemu.emulator.EmulatorFixture.payload;
import static io.slsemu.emulator.EmulatorFixture.variable;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.invoke.InvokeResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Whose line is whose, and what a caller over HTTP gets of log and trace, the same in both kinds of
 * sandbox.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // all of them ask one emulator
abstract class LogContract {
  private static final String ROOT_ID = "1-5759e988-bd862e3fe1be46a994272793";
  private static final String ID = "8476a536-e9f4-11e8-9739-2dfe598c3fcd";
  private final HttpClient client = HttpClient.newHttpClient();
  private final SandboxKind kind;
  private EmulatorFixture fixture;
  private URI uri;

  LogContract(SandboxKind kind) {
    this.kind = kind;
  }

  @BeforeAll
  void start() throws IOException {
    fixture = logger("0");
    InetSocketAddress address =
        fixture.emulator().serve(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    uri =
        URI.create(
            "http://127.0.0.1:" + address.getPort() + "/2015-03-31/functions/function/invocations");
  }

  private EmulatorFixture logger(String afterSeconds) {
    return EmulatorFixture.in(
        kind,
        ShellScripts.fixture(kind, "logger"),
        memory(1769).andThen(variable("AFTER_SECONDS", afterSeconds)));
  }

  @AfterAll
  void close() {
    fixture.close();
  }

  @Test
  void invokeWhenALineIsWrittenAfterTheFreezeThenBelongsToTheNextInvocation() {
    try (EmulatorFixture own = logger("1")) {
      InvokeResult first = own.invoke("{}");
      Awaitility.await().pollDelay(Duration.ofMillis(200)).until(() -> true);
      InvokeResult second = own.invoke("{}");

      String late = "afterthought of " + first.report().requestId();
      assertThat(first.logs()).doesNotContain(late);
      assertThat(second.logs()).contains(late);
    }
  }

  @Test
  void invokeWhenRuntimeStartsThenTheTraceIsInTheHeaderAndNotInItsEnvironment() {
    assertThat(payload(fixture.invoke("{}")))
        .contains("\"trace\":\"Root=1-")
        .contains("\"variable\":\"unset\"")
        .contains("\"format\":\"unset\"");
  }

  @Test
  @DisplayName("8.1/13: LogType=Tail gives the last 4 KB in base64, END and REPORT among them")
  void postWhenTailIsWantedThenTheAnswerHasTheEndOfTheLog() throws Exception {
    HttpResponse<String> response = post("X-Amz-Log-Type", "Tail");

    String tail = decoded(response.headers().firstValue("X-Amz-Log-Result").orElseThrow());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(tail).contains("START RequestId: ", "plain text\n", "END RequestId: ");
    assertThat(tail.lines().toList()).last().asString().startsWith("REPORT RequestId: ");
  }

  @Test
  @DisplayName("8.1/13: without LogType, or with None, there is no log in the answer")
  void postWhenNoTailIsWantedThenThereIsNone() throws Exception {
    HttpResponse<String> response = post("X-Amz-Log-Type", "None");

    assertThat(response.headers().firstValue("X-Amz-Log-Result")).isEmpty();
  }

  @Test
  void postWhenLogTypeIsUnknownThenIsRefused() throws Exception {
    HttpResponse<String> response = post("X-Amz-Log-Type", "Head");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("'Head'").contains("[None, Tail]");
  }

  @Test
  @DisplayName("8.1/17: the caller's request id is in START, END, REPORT and the header")
  void postWhenCallerGivesARequestIdThenItIsUsedEverywhere() throws Exception {
    HttpResponse<String> response = post("X-Amzn-RequestId", ID, "X-Amz-Log-Type", "Tail");

    assertThat(response.headers().firstValue("x-amzn-RequestId")).hasValue(ID);
    assertThat(decoded(response.headers().firstValue("X-Amz-Log-Result").orElseThrow()))
        .contains("START RequestId: " + ID, "END RequestId: " + ID, "REPORT RequestId: " + ID);
  }

  @Test
  @DisplayName("8.1/17: a request id that is no UUID counts as not given")
  void postWhenRequestIdIsMalformedThenOneIsMade() throws Exception {
    HttpResponse<String> response = post("X-Amzn-RequestId", "mine");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("x-amzn-RequestId"))
        .hasValueSatisfying(id -> assertThat(id).hasSize(36));
  }

  @Test
  @DisplayName("8.8/102: the caller's trace reaches the function, REPORT and the answer")
  void postWhenCallerGivesATraceThenItIsHandedOn() throws Exception {
    String header = "Root=" + ROOT_ID + ";Parent=53995c3f42cd8ad8;Sampled=1";
    HttpResponse<String> response = post("X-Amzn-Trace-Id", header, "X-Amz-Log-Type", "Tail");

    assertThat(response.body()).contains("\"trace\":\"" + header + ";Lineage=1:");
    assertThat(response.headers().firstValue("X-Amzn-Trace-Id"))
        .hasValue("root=" + ROOT_ID + ";sampled=1");
    assertThat(decoded(response.headers().firstValue("X-Amz-Log-Result").orElseThrow()))
        .endsWith("XRAY TraceId: " + ROOT_ID + "\tSegmentId: 53995c3f42cd8ad8\tSampled: true\t\n");
  }

  @Test
  @DisplayName("8.8/102: without a caller's trace one is made, and is not sampled")
  void postWhenCallerGivesNoTraceThenOneIsMade() throws Exception {
    HttpResponse<String> response = post("X-Amzn-Trace-Id", "Sampled=1");

    assertThat(response.headers().firstValue("X-Amzn-Trace-Id"))
        .hasValueSatisfying(
            id -> assertThat(id).matches("root=1-[0-9a-f]{8}-[0-9a-f]{24};sampled=0"));
  }

  private HttpResponse<String> post(String... headers) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri)
            .headers(List.of(headers).toArray(new String[0]))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
