package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.MaxConcurrency;
import io.slsemu.fixtures.Functions;
import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands ask a running emulator, over HTTP and with real environments. */
@Requires(ROOT)
class ControlApiTests {
  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final CountDownLatch stopped = new CountDownLatch(1);
  @AutoClose private EmulatorFixture fixture;
  private InetSocketAddress address;

  @BeforeEach
  void serve() throws IOException {
    fixture = EmulatorFixture.with("hello", EmulatorFixture.memory(1769));
    address =
        fixture
            .emulator()
            .serve(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), stopped::countDown);
  }

  @Test
  void functionsWhenAskedThenNameSizeAndCode() throws Exception {
    JsonNode function = get("functions").path("functions").path(0);

    assertThat(function.path("name").asText()).isEqualTo("hello");
    assertThat(function.path("runtime").asText()).isEqualTo("provided.al2023");
    assertThat(function.path("memorySizeMb").asInt()).isEqualTo(1769);
    assertThat(function.path("timeoutSeconds").asInt()).isEqualTo(3);
    assertThat(function.path("code").asText()).isEqualTo(Functions.directory("hello").toString());
  }

  @Test
  void invocationsWhenCalledThenAllThereIsToKnow() throws Exception {
    HttpResponse<String> response = post("functions/hello/invocations", "{\"name\":\"Ada\"}");

    JsonNode result = json.readTree(response.body());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(result.path("outcome").path("kind").asText()).isEqualTo("OK");
    assertThat(
            new String(
                result.path("outcome").path("payload").binaryValue(), StandardCharsets.UTF_8))
        .isEqualTo("{\"message\":\"hello, Ada\"}");
    assertThat(result.path("start").path("type").asText()).isEqualTo("cold");
    assertThat(result.path("report").path("initDuration").asLong()).isPositive();
    assertThat(result.path("logs")).hasSize(6);
  }

  @ParameterizedTest
  @CsvSource({
    "functions/none/invocations,404,function_not_found",
    "functions/hello/invocations?start=WARM,409,no_warm_environment",
    "functions/hello/invocations?start=X,400,invalid",
    "environments/e7/kill,404,no_such_environment",
    "environments/e7/dance,404,no_such_path",
    "nothing,404,no_such_path",
  })
  void postWhenItCannotBeThenSaysWhy(String path, int status, String error) throws Exception {
    HttpResponse<String> response = post(path, "{}");

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(json.readTree(response.body()).path("error").asText()).isEqualTo(error);
  }

  @Test
  void environmentsWhenOneRestsThenItIsFrozenAndMeasured() throws Exception {
    fixture.invoke("{}");

    JsonNode one = awaitState("frozen");

    assertThat(one.path("id").asText()).isEqualTo("e1");
    assertThat(one.path("function").asText()).isEqualTo("hello");
    assertThat(one.path("version").asText()).isEqualTo("$LATEST");
    assertThat(one.path("invocations").asInt()).isEqualTo(1);
    assertThat(one.path("ageMs").asLong()).isGreaterThanOrEqualTo(one.path("idleMs").asLong());
    assertThat(one.path("memoryBytes").asLong()).isPositive();
    assertThat(one.path("memoryPeakBytes").asLong())
        .isGreaterThanOrEqualTo(one.path("memoryBytes").asLong());
  }

  @Test
  void thawAndFreezeWhenItRestsThenItsStateFollows() throws Exception {
    fixture.invoke("{}");
    awaitState("frozen");

    assertThat(post("environments/e1/thaw", "").statusCode()).isEqualTo(200);
    assertThat(state()).isEqualTo("thawed");
    assertThat(post("environments/e1/thaw", "").body()).contains("e1 is thawed, not frozen");
    assertThat(post("environments/e1/freeze", "").statusCode()).isEqualTo(200);
    assertThat(state()).isEqualTo("frozen");
    assertThat(post("environments/e1/freeze", "").statusCode()).isEqualTo(409);
    assertThat(fixture.invoke("{}").start().type()).isEqualTo("warm");
  }

  @Test
  void thawWhenByHandThenNextRestIsFrozenAgain() throws Exception {
    fixture.invoke("{}");
    awaitState("frozen");
    post("environments/e1/thaw", "");

    fixture.invoke("{}");

    assertThat(awaitState("frozen").path("invocations").asInt()).isEqualTo(2);
  }

  @Test
  void killWhenItRestsThenNextCallRunsInitAgainInTheSameEnvironment() throws Exception {
    fixture.invoke("{}");
    awaitState("frozen");

    assertThat(post("environments/e1/kill", "").statusCode()).isEqualTo(200);

    awaitState("broken");
    assertThat(post("environments/e1/freeze", "").body()).contains("e1 has no runtime");
    assertThat(fixture.invoke("{}").logs())
        .anyMatch(line -> line.startsWith("INIT_REPORT") && line.contains("Phase: invoke"));
    assertThat(awaitState("frozen").path("id").asText()).isEqualTo("e1");
  }

  @Test
  void recycleWhenItRestsThenNextCallIsColdInAnother() throws Exception {
    fixture.invoke("{}");

    assertThat(post("environments/e/recycle", "").body()).isEqualTo("{\"id\":\"e1\"}");

    assertThat(get("environments").path("environments")).isEmpty();
    assertThat(fixture.invoke("{}").start().environmentId()).isEqualTo("e2");
  }

  @Test
  void recycleWhenACallIsInItThenThatComesToItsEndFirst() throws Exception {
    deploy("sleeper", EmulatorFixture.timeout(2));
    CompletableFuture<HttpResponse<String>> call = later("functions/sleeper/invocations", "{}");
    awaitState("running");

    assertThat(post("environments/e1/freeze", "").body()).contains("e1 is running an invocation");
    post("environments/e1/recycle", "");

    assertThat(call.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    assertThat(get("environments").path("environments")).isEmpty();
  }

  @Test
  void environmentsWhenSharedThenNeverFrozenAndRecycled() throws Exception {
    deploy("shared", "hello", configuration -> configuration.maxConcurrency(new MaxConcurrency(2)));
    post("functions/shared/invocations", "{}");

    assertThat(state()).isEqualTo("thawed");
    assertThat(post("environments/e1/freeze", "").body()).contains("takes several calls at once");
    assertThat(post("environments/e1/recycle", "").statusCode()).isEqualTo(200);
    assertThat(get("environments").path("environments")).isEmpty();
  }

  @Test
  void logsWhenAskedThenNewestLinesOfTheFunctionAndThenTheNext() throws Exception {
    fixture.invoke("{}");

    JsonNode first = get("logs?function=hello");
    CompletableFuture<JsonNode> next =
        CompletableFuture.supplyAsync(
            () -> quietly("logs?wait=20&after=" + first.path("next").asLong()));
    fixture.invoke("{}");

    assertThat(first.path("lines")).hasSize(6);
    assertThat(first.path("lines").path(0).path("line").asText()).startsWith("INIT_START");
    assertThat(first.path("lines").path(3).path("origin").asText()).isEqualTo("function");
    assertThat(next.get(60, TimeUnit.SECONDS).path("lines").path(0).path("line").asText())
        .startsWith("START");
    assertThat(get("logs?function=other").path("lines")).isEmpty();
  }

  @Test
  void stopWhenAskedThenTheProgramIsTold() throws Exception {
    assertThat(post("stop", "").body())
        .isEqualTo("{\"pid\":" + ProcessHandle.current().pid() + "}");

    assertThat(stopped.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example",
        "Host: 127.0.0.1.evil.example:3001",
        "Host: 10.0.0.1",
        "Host: localhost\r\nOrigin: http://localhost:8080",
        "Host: 127.0.0.1\r\nOrigin: null",
      })
  void postWhenItMayComeFromAWebPageThenIsRefused(String headers) throws IOException {
    assertThat(raw("POST /_sls-emu/stop HTTP/1.1\r\n" + headers)).startsWith("HTTP/1.1 403");
    assertThat(stopped.getCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:3001", "127.0.0.1", "127.8.8.8:1", "[::1]:3001", "LocalHost"})
  void getWhenHostIsThisMachineThenAnswers(String host) throws IOException {
    assertThat(raw("GET /_sls-emu/health HTTP/1.1\r\nHost: " + host)).startsWith("HTTP/1.1 200");
  }

  private String raw(String head) throws IOException {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      String request = head + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      try (InputStream answer = socket.getInputStream()) {
        return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  private void deploy(String fixtureName, Consumer<FunctionConfiguration.Builder> changes) {
    deploy(fixtureName, fixtureName, changes);
  }

  private void deploy(
      String name, String fixtureName, Consumer<FunctionConfiguration.Builder> changes) {
    FunctionConfiguration.Builder large = FunctionConfiguration.builder(name);
    EmulatorFixture.wholeCpu(30).andThen(changes).accept(large);
    fixture
        .emulator()
        .deploy(large.build(), FunctionCode.directory(Functions.directory(fixtureName)));
  }

  private String state() throws Exception {
    return get("environments").path("environments").path(0).path("state").asText();
  }

  private JsonNode awaitState(String state) {
    return Awaitility.await()
        .atMost(60, TimeUnit.SECONDS)
        .until(
            () -> get("environments").path("environments").path(0),
            one -> one.path("state").asText().equals(state));
  }

  private JsonNode get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri(path)).build();
    return json.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private JsonNode quietly(String path) {
    try {
      return get(path);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return later(path, body).get(60, TimeUnit.SECONDS);
  }

  private CompletableFuture<HttpResponse<String>> later(String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body)).build();
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + address.getPort() + "/_sls-emu/" + path);
  }
}
