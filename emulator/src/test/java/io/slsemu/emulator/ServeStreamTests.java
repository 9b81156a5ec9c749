package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.BOTO3;
import static io.slsemu.fixtures.Requirement.GO;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The service's InvokeWithResponseStream, called by boto3 and by hand. */
@Requires(ROOT)
class ServeStreamTests {
  private static final Pattern LOG_RESULT = Pattern.compile("\"LogResult\": \"([^\"]+)\"");
  private final HttpClient client = HttpClient.newHttpClient();
  private final StreamGate gate = new StreamGate();
  private EmulatorFixture fixture;
  private InetSocketAddress address;

  @AfterEach
  void close() {
    fixture.close();
    gate.close();
  }

  /** The client opens the gate when it has seen the first chunk: else neither would get on. */
  @ParameterizedTest
  @ValueSource(strings = {"streamer", "streamer-go"})
  @Requires({BOTO3, GO})
  void boto3WhenFunctionStreamsThenChunksComeAsTheyAreMade(String function) throws Exception {
    serve(function, 20);

    List<String> events = boto3(function, "None");

    String type = function.equals("streamer") ? "text/plain" : "text/event-stream";
    assertThat(events)
        .containsExactly(
            "{\"status\": 200, \"version\": \"$LATEST\","
                + " \"type\": \"application/vnd.amazon.eventstream\", \"remapped\": \""
                + type
                + "\"}",
            "{\"chunk\": \"first\"}",
            "{\"chunk\": \"last\"}",
            "{\"complete\": {}}");
  }

  @Test
  @Requires(BOTO3)
  void boto3WhenTheTailIsWantedThenItHoldsTheReport() throws Exception {
    serve("streamer", 20);

    List<String> events = boto3("streamer", "Tail");

    Matcher result = LOG_RESULT.matcher(events.get(3));
    assertThat(result.find()).isTrue();
    assertThat(new String(Base64.getDecoder().decode(result.group(1)), StandardCharsets.UTF_8))
        .contains("START RequestId: ")
        .contains("\nEND RequestId: ")
        .contains("\nREPORT RequestId: ");
  }

  @Test
  @Requires(BOTO3)
  void boto3WhenStreamHangsThenCompletesWithTheTimeout() throws Exception {
    serve("streamer", 1);

    List<String> events = boto3("streamer", "None", "hang");

    assertThat(events.subList(1, events.size()))
        .hasSize(2)
        .satisfies(
            rest -> {
              assertThat(rest.get(0)).isEqualTo("{\"chunk\": \"first\"}");
              assertThat(rest.get(1))
                  .startsWith("{\"complete\": {\"ErrorCode\": \"Sandbox.Timedout\"")
                  .contains("Task timed out after 1.00 seconds");
            });
  }

  @Test
  @DisplayName("8.1/14: DryRun is 204, and nothing runs")
  void postWhenDryRunThenNothingRuns() throws Exception {
    serve("hello", 20);

    HttpResponse<String> response = post("hello", "{}", "X-Amz-Invocation-Type", "DryRun");

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
    assertThat(fixture.listener().lines()).isEmpty();
  }

  @Test
  void postWhenFunctionIsUnknownThenIsRefusedWithItsArn() throws Exception {
    serve("hello", 20);

    HttpResponse<String> response = post("nobody", "{}", "X-Amz-Log-Type", "None");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("x-amzn-ErrorType"))
        .hasValue("ResourceNotFoundException");
    assertThat(response.body())
        .contains(
            "Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody:$LATEST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "function"})
  void postWhenTheOnlyFunctionIsMeantThenEitherNameServes(String name) throws Exception {
    serve("hello", 20);

    HttpResponse<String> response = post(name, "{}", "X-Amz-Invocation-Type", "RequestResponse");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("{\"message\":\"hello, world\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "X-Amz-Invocation-Type, Event, InvalidParameterValueException",
    "X-Amz-Log-Type, All, ValidationException"
  })
  void postWhenHeaderIsWrongThenRefused(String header, String value, String error)
      throws Exception {
    serve("hello", 20);

    HttpResponse<String> response = post("hello", "{}", header, value);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("x-amzn-ErrorType")).hasValue(error);
    assertThat(response.body()).contains(value);
  }

  @Test
  @DisplayName("8.7/94: random headers and paths are refused or served, never a fault of ours")
  void postWhenRequestIsMutatedThenNo5xx() throws Exception {
    serve("hello", 20);
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    String model =
        "POST "
            + path("hello")
            + " HTTP/1.1\r\nHost: t\r\nX-Amz-Invocation-Type: DryRun\r\nX-Amz-Log-Type: Tail\r\n"
            + "X-Amz-Client-Context: e30=\r\nContent-Length: 2\r\n\r\n{}";
    for (int i = 0; i < 2_000; i++) {
      StringBuilder request = new StringBuilder(model);
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        request.setCharAt(random.nextInt(request.length()), (char) random.nextInt(256));
      }

      assertThat(exchange(request.toString()))
          .as("seed %d, request %d: %s", seed, i, request)
          .doesNotContainPattern("HTTP/1\\.[01] 5");
    }
  }

  private String exchange(String request) throws IOException {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketException e) {
      return "(reset)";
    }
  }

  /** Its function is not held up, nor is the next caller. */
  @Test
  @Requires(GO)
  void postWhenCallerGoesInMidStreamThenTheFunctionComesToItsEnd() throws Exception {
    serve("streamer-go", 20);
    String event = "{\"gate\":\"" + gate.url() + "\",\"bytes\":30000000}";

    try (Socket caller = new Socket(address.getAddress(), address.getPort())) {
      String head =
          "POST "
              + path("streamer-go")
              + " HTTP/1.1\r\nHost: t\r\nContent-Length: "
              + event.length()
              + "\r\n\r\n";
      caller.getOutputStream().write((head + event).getBytes(StandardCharsets.UTF_8));
      InputStream in = caller.getInputStream();
      assertThat(in.read()).isEqualTo('H');
      caller.setSoLinger(true, 0);
    }
    gate.open();

    HttpResponse<String> next = post("streamer-go", "{}", "X-Amz-Log-Type", "None");
    assertThat(next.body()).contains("last");
    assertThat(fixture.listener().lines())
        .filteredOn(line -> line.startsWith("REPORT") && line.contains("Status:"))
        .isEmpty();
  }

  private void serve(String function, int timeout) throws IOException {
    fixture = EmulatorFixture.with(function, EmulatorFixture.wholeCpu(timeout));
    address = fixture.emulator().serve(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private List<String> boto3(String function, String logType) throws Exception {
    return boto3(function, logType, "end");
  }

  private List<String> boto3(String function, String logType, String then) throws Exception {
    URI script = getClass().getResource("/stream_client.py").toURI();
    String event = "{\"gate\":\"" + gate.url() + "\",\"then\":\"" + then + "\"}";
    Process python =
        new ProcessBuilder(
                "python3",
                Path.of(script).toString(),
                "http://127.0.0.1:" + address.getPort(),
                function,
                event,
                gate.url() + "open",
                logType)
            .redirectErrorStream(true)
            .start();
    String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(python.waitFor()).as(output).isZero();
    return output.lines().toList();
  }

  private HttpResponse<String> post(String name, String event, String header, String value)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + path(name)))
            .header(header, value)
            .POST(HttpRequest.BodyPublishers.ofString(event))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
  }

  private static String path(String name) {
    return "/2021-11-15/functions/" + name + "/response-streaming-invocations";
  }
}
