package io.slsemu.runtimeapi.http;

import static io.slsemu.runtimeapi.http.ApiErrors.MAX_PAYLOAD_BYTES;
import static io.slsemu.runtimeapi.http.ApiFixture.NEXT;
import static io.slsemu.runtimeapi.http.ApiFixture.error;
import static io.slsemu.runtimeapi.http.ApiFixture.get;
import static io.slsemu.runtimeapi.http.ApiFixture.invocation;
import static io.slsemu.runtimeapi.http.ApiFixture.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.runtimeapi.http.RawClient.Reply;
import io.slsemu.runtimeapi.model.RuntimeAnswer;
import io.slsemu.runtimeapi.session.PendingInvocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of responses: whole, in chunks, too large, cut short. */
class ResponseBodyTests extends ConnectedRuntime {

  private static final String TOO_LARGE =
      "{\"errorMessage\":\"Exceeded maximum allowed payload size (6291556 bytes).\","
          + "\"errorType\":\"RequestEntityTooLarge\"}\n";

  private PendingInvocation pending;

  @BeforeEach
  void run() throws IOException {
    pending = api.session.offer(invocation("i"));
    runtime.get(NEXT);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("8.2/37: a response of exactly the cap passes")
  void responseWhenExactlyTheCapThenPasses(boolean chunked) throws IOException {
    byte[] body = noise(MAX_PAYLOAD_BYTES);

    Reply reply = chunked ? postChunked(body, 100_000, "") : runtime.post(response("i"), body);

    assertThat(reply.status()).isEqualTo(202);
    assertThat(((RuntimeAnswer.Response) get(pending.answer())).payload()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("8.2/37: one byte more is 413, and counts as an answer")
  void responseWhenOverTheCapThenTooLarge(boolean chunked) throws IOException {
    byte[] body = noise(MAX_PAYLOAD_BYTES + 1);

    Reply reply = chunked ? postChunked(body, 100_000, "") : runtime.post(response("i"), body);

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.text()).isEqualTo(TOO_LARGE);
    assertThat(get(pending.answer())).isEqualTo(new RuntimeAnswer.Oversized(6_291_556));
    assertThat(runtime.post(error("i"), "{}").status()).isEqualTo(403);
    runtime.sendGet(NEXT);
    get(pending.settled());
  }

  @Test
  void responseWhenFarOverTheCapAndWrittenFirstThenTheClientSeesTheAnswer() throws IOException {
    Reply reply = runtime.post(response("i"), noise(5 * MAX_PAYLOAD_BYTES));

    assertThat(reply.status()).isEqualTo(413);
    assertThat(runtime.get("/2018-06-01/ping").text()).isEqualTo("pong");
  }

  @Test
  void responseWhenContinueIsExpectedThenItIsSentBeforeTheBody() throws IOException {
    runtime.send(
        "POST "
            + response("i")
            + " HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    Reply first = runtime.read();
    runtime.send("{}");

    assertThat(first.status()).isEqualTo(100);
    assertThat(runtime.read().status()).isEqualTo(202);
    assertThat(((RuntimeAnswer.Response) get(pending.answer())).payload()).hasSize(2);
    runtime.sendGet(NEXT);
    get(pending.settled());
  }

  @Test
  void responseWhenContinueIsExpectedForTooMuchThenRefusedWithoutTheBody() throws IOException {
    runtime.send(
        "POST "
            + response("i")
            + " HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: 99999999\r\n\r\n");

    Reply reply = runtime.read();

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.header("Connection")).isEqualTo("close");
    assertThat(runtime.atEnd()).isTrue();
    assertThat(get(pending.answer())).isInstanceOf(RuntimeAnswer.Oversized.class);
  }

  @Test
  void responseWhenChunkedWithEmptyTrailersThenIsTheBody() throws IOException {
    Reply reply = postChunked("{\"a\":1}".getBytes(StandardCharsets.UTF_8), 3, "");

    assertThat(reply.status()).isEqualTo(202);
    RuntimeAnswer.Response answer = (RuntimeAnswer.Response) get(pending.answer());
    assertThat(answer.payload()).asString().isEqualTo("{\"a\":1}");
    runtime.sendGet(NEXT);
    get(pending.settled());
  }

  @Test
  void responseWhenTrailersNameAnErrorThenFails() throws IOException {
    String document = "{\"errorMessage\":\"m\",\"errorType\":\"t\"}";
    String base64 = Base64.getEncoder().encodeToString(document.getBytes(StandardCharsets.UTF_8));

    Reply reply =
        postChunked(
            "half".getBytes(StandardCharsets.UTF_8),
            2,
            "Lambda-Runtime-Function-Error-Type: Runtime.Bad\r\n"
                + "Lambda-Runtime-Function-Error-Body: "
                + base64
                + "\r\n");

    assertThat(reply.status()).isEqualTo(202);
    RuntimeAnswer.Failure failure = (RuntimeAnswer.Failure) get(pending.answer());
    assertThat(failure.payload()).asString().isEqualTo(document);
    assertThat(failure.errorType()).isEqualTo("Runtime.Bad");
    assertThat(failure.contentType()).isEqualTo("application/json");
  }

  @Test
  void responseWhenErrorTrailerIsNoBase64ThenFailsWithoutADocument() throws IOException {
    postChunked(new byte[] {'x'}, 1, "Lambda-Runtime-Function-Error-Body: !!!\r\n");

    RuntimeAnswer.Failure failure = (RuntimeAnswer.Failure) get(pending.answer());
    assertThat(failure.payload()).isEmpty();
    assertThat(failure.errorType()).isEqualTo("Runtime.Unknown");
  }

  @Test
  @DisplayName("8.2/38: mode streaming is taken")
  void responseWhenModeIsStreamingThenAccepted() throws IOException {
    Reply reply =
        runtime.post(response("i"), "{}", "Lambda-Runtime-Function-Response-Mode: streaming");

    assertThat(reply.status()).isEqualTo(202);
    assertThat(get(pending.answer())).isInstanceOf(RuntimeAnswer.Response.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"buffered", "Streaming", "streaming, x"})
  @DisplayName("8.2/38: any other mode is refused, and the runtime may go on")
  void responseWhenModeIsOtherThenRefusedAndNotStuck(String mode) throws IOException {
    Reply reply =
        runtime.post(response("i"), "{}", "Lambda-Runtime-Function-Response-Mode: " + mode);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text())
        .isEqualTo(
            "{\"errorMessage\":\"Invalid function response mode\","
                + "\"errorType\":\"InvalidFunctionResponseMode\"}\n");
    RuntimeAnswer.Failure failure = (RuntimeAnswer.Failure) get(pending.answer());
    assertThat(failure.errorType()).isEqualTo("Runtime.InvalidResponseModeHeader");
    assertThat(failure.payload()).isEmpty();
    runtime.sendGet(NEXT);
    get(pending.settled());
  }

  @Test
  void responseWhenCutShortThenStaysUnansweredAndMayBeGivenAgain() throws IOException {
    runtime.send("POST " + response("i") + " HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\n{");
    runtime.socket().shutdownOutput();

    Reply told = runtime.read();

    assertThat(told.status()).isEqualTo(400);
    assertThat(told.text())
        .isEqualTo(
            "{\"errorMessage\":\"HTTP request detected as truncated\","
                + "\"errorType\":\"TruncatedHTTPRequest\"}\n");
    assertThat(pending.answer()).isNotDone();
    answerFromANewConnection();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5\r\nhe", "zz\r\n", "2\r\nok\r\n"})
  void responseWhenChunksAreCutShortThenStaysUnanswered(String chunks) throws IOException {
    runtime.send(
        "POST " + response("i") + " HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n");
    runtime.send(chunks);
    runtime.socket().shutdownOutput();

    assertThat(runtime.atEnd() || pending.answer().isDone()).isTrue();
    assertThat(pending.answer()).isNotDone();
    answerFromANewConnection();
  }

  private void answerFromANewConnection() throws IOException {
    try (RawClient again = api.client()) {
      assertThat(again.get(NEXT).header("Lambda-Runtime-Aws-Request-Id")).isEqualTo("i");
      assertThat(again.post(response("i"), "{}").status()).isEqualTo(202);
    }
    get(pending.answer());
  }

  private Reply postChunked(byte[] body, int chunk, String trailers) throws IOException {
    runtime.send(
        "POST "
            + response("i")
            + " HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n"
            + "Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n"
            + "\r\n");
    for (int from = 0; from < body.length; from += chunk) {
      int length = Math.min(chunk, body.length - from);
      runtime.send(Integer.toHexString(length) + "\r\n");
      runtime.send(java.util.Arrays.copyOfRange(body, from, from + length));
      runtime.send("\r\n");
    }
    runtime.send("0\r\n" + trailers + "\r\n");
    return runtime.read();
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
