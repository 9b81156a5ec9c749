package io.slsemu.runtimeapi.http;

import static io.slsemu.runtimeapi.http.ApiFixture.NEXT;
import static io.slsemu.runtimeapi.http.ApiFixture.invocation;
import static io.slsemu.runtimeapi.http.ApiFixture.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.runtimeapi.model.ContainerCredentials;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are none: no 5xx, no hang, no stack trace, no word on stderr. */
class MalformedRequestTests {

  private static final int REQUESTS = 2_000;

  private static final List<String> MODELS =
      List.of(
          "GET " + NEXT + " HTTP/1.1\r\nHost: t\r\n\r\n",
          "GET /2018-06-01/ping HTTP/1.1\r\nHost: t\r\nAccept: a/b\r\n\r\n",
          "POST " + response("i") + " HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\n\r\n{\"a\"",
          "POST "
              + response("i")
              + " HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "3\r\nabc\r\n0\r\nLambda-Runtime-Function-Error-Type: x\r\n\r\n",
          "POST /2018-06-01/runtime/invocation/i/error HTTP/1.1\r\nHost: t\r\n"
              + "Content-Type: application/vnd.aws.lambda.error.cause+json\r\n"
              + "Lambda-Runtime-Function-Error-Type: Runtime.X\r\nContent-Length: 2\r\n\r\n{}",
          "POST /2018-06-01/runtime/init/error HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\n"
              + "Content-Length: 2\r\n\r\n{}",
          "POST /2018-06-01/runtime/restore/error HTTP/1.1\r\nHost: t\r\n"
              + "Content-Length: 2\r\n\r\n{}",
          "GET /2021-04-23/credentials HTTP/1.1\r\nHost: t\r\nAuthorization: x\r\n\r\n");

  private final List<LogRecord> logged = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final PrintStream realStderr = System.err;
  private final Handler recorder = new FakeLogHandler();
  private ApiFixture api;

  @BeforeEach
  void open() throws IOException {
    api = new ApiFixture();
    Logger.getLogger("").addHandler(recorder);
    System.setErr(new PrintStream(stderr, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void close() {
    System.setErr(realStderr);
    Logger.getLogger("").removeHandler(recorder);
    api.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName(
      "8.2/48, 8.7/94: random changes to requests, with responses taken whole and streamed")
  void requestWhenMutatedThenNo5xxAndNoHang(boolean streamed) throws IOException {
    api.session.restore().enable("x", new ContainerCredentials("a", "b", "c", Instant.EPOCH));
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < REQUESTS; i++) {
      if (random.nextInt(4) == 0) {
        offerIfPossible(streamed);
      }
      byte[] request = mutate(MODELS.get(random.nextInt(MODELS.size())), random);

      String answers = exchange(request);

      assertThat(answers)
          .as("seed %d request %d:%n%s", seed, i, new String(request, StandardCharsets.ISO_8859_1))
          .doesNotContainPattern("HTTP/1\\.[01] 5")
          .doesNotContain("Exception", "\tat ");
    }
    assertQuietAndAlive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: t\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "POST /2018-06-01/runtime/init/error HTTP/1.1\r\nHost: t\r\nContent-Length: x\r\n\r\n",
        "POST /2018-06-01/runtime/init/error HTTP/1.1\r\nHost: t\r\nContent-Length: -1\r\n\r\n",
        "POST /2018-06-01/runtime/init/error HTTP/1.1\r\nHost: t\r\n"
            + "Content-Length: 99999999999999999999\r\n\r\n",
        "GET /2018-06-01/ping HTTP/1.1\r\nHost: t\r\nBad Header: x\r\n\r\n",
      })
  void requestWhenMalformedThenClientErrorOrClosed(String request) throws IOException {
    String answers = exchange(request.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(answers).matches("(?s)(HTTP/1\\.1 [24].*)?(\\(reset\\))?");
    assertQuietAndAlive();
  }

  @Test
  void requestWhenHeadersExceedTheLimitThenBadRequest() throws IOException {
    String request =
        "GET /2018-06-01/ping HTTP/1.1\r\nHost: t\r\nX: " + "x".repeat(1_100_000) + "\r\n\r\n";

    assertThat(exchange(request.getBytes(StandardCharsets.ISO_8859_1))).doesNotContain(" 200 ");
    assertQuietAndAlive();
  }

  private void offerIfPossible(boolean streamed) {
    try {
      api.session.offer(invocation("i"), streamed ? new FakeSink(true) : null);
    } catch (IllegalStateException e) {
      // The one before is unanswered: fuzzing goes on with that.
    }
  }

  private static byte[] mutate(String model, Random random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(model.getBytes(StandardCharsets.ISO_8859_1));
    for (int n = random.nextInt(4); n > 0; n--) {
      byte[] now = out.toByteArray();
      int at = random.nextInt(now.length + 1);
      out.reset();
      out.write(now, 0, at);
      switch (random.nextInt(4)) {
        case 0 -> out.write(random.nextInt(256));
        case 1 -> at = Math.min(now.length, at + 1 + random.nextInt(8));
        case 2 -> out.write(now, 0, random.nextInt(now.length + 1));
        default ->
            out.writeBytes("\r\n".repeat(random.nextInt(3)).getBytes(StandardCharsets.US_ASCII));
      }
      out.write(now, at, now.length - at);
      if (out.size() == 0) {
        out.write('G');
      }
    }
    return out.toByteArray();
  }

  /** Sends, closes the sending side and reads to the end: a server that hangs times out here. */
  private String exchange(byte[] request) throws IOException {
    try (RawClient client = api.client()) {
      return client.exchange(request);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("hangs: " + new String(request, StandardCharsets.ISO_8859_1), e);
    }
  }

  private void assertQuietAndAlive() throws IOException {
    try (RawClient client = api.client()) {
      assertThat(client.get("/2018-06-01/ping").text()).isEqualTo("pong");
    }
    assertThat(stderr.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(logged).extracting(LogRecord::getMessage).isEmpty();
  }

  /** Keeps what the libraries log at the levels that show by default. */
  private final class FakeLogHandler extends Handler {
    @Override
    public void publish(LogRecord message) {
      logged.add(message);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
