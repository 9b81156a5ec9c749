package io.slsemu.runtimeapi.http;

import static io.slsemu.runtimeapi.http.ApiErrors.MAX_STREAMED_BYTES;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that are handed on while they come. */
class StreamedResponseTests extends ConnectedRuntime {

  private final FakeSink sink = new FakeSink(false);

  private PendingInvocation pending;

  @BeforeEach
  void run() throws IOException {
    offer(sink);
  }

  @Test
  @DisplayName("8.7/91: a piece is handed on before the next is sent")
  void streamWhenRuntimeHasSentAPieceThenItIsHandedOnBeforeTheEnd() throws Exception {
    sendHead("Content-Type: text/event-stream\r\n");
    sendChunk("first");
    FakeSink.Piece first = sink.next();
    assertThat(first.bytes()).asString().isEqualTo("first");
    assertThat(sink.contentType).isEqualTo("text/event-stream");
    assertThat(pending.answer()).isNotDone();
    first.more().run();

    sendChunk("last");
    FakeSink.Piece last = sink.next();
    last.more().run();
    runtime.send("0\r\n\r\n");

    assertThat(runtime.read().status()).isEqualTo(202);
    assertThat(last.bytes()).asString().isEqualTo("last");
    assertThat(get(pending.answer())).isEqualTo(new RuntimeAnswer.Streamed(9, "text/event-stream"));
    assertThat(sink.broken).isFalse();
    assertTheRuntimeMayGoOn();
  }

  @Test
  @DisplayName("8.7/92: no byte is read before the piece before it is taken")
  void streamWhenSinkIsSlowThenTheRuntimeIsSlowedDown() throws Exception {
    byte[] body = new byte[32 * 1024 * 1024];
    Thread writer =
        new Thread(
            () -> {
              try {
                runtime.sendPost(response("i"), body);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            },
            "test-runtime");
    writer.start();

    long taken = 0;
    while (taken < body.length) {
      FakeSink.Piece piece = sink.next();
      // Neither the writer nor the answer can have come further than what was taken allows.
      assertThat(sink.pieces).isEmpty();
      assertThat(pending.answer()).isNotDone();
      taken += piece.bytes().length;
      piece.more().run();
    }
    writer.join();

    assertThat(runtime.read().status()).isEqualTo(202);
    assertThat(get(pending.answer())).isInstanceOf(RuntimeAnswer.Streamed.class);
    assertThat(sink.broken).isFalse();
  }

  @Test
  @DisplayName("8.7/91: trailers turn a stream into a failure")
  void streamWhenTrailersNameAnErrorThenFails() throws Exception {
    String document = "{\"errorMessage\":\"m\",\"errorType\":\"t\"}";
    sendHead("Trailer: Lambda-Runtime-Function-Error-Type\r\n");
    sendChunk("half");
    sink.next().more().run();

    runtime.send(
        "0\r\nLambda-Runtime-Function-Error-Type: Runtime.Bad\r\n"
            + "Lambda-Runtime-Function-Error-Body: "
            + Base64.getEncoder().encodeToString(document.getBytes(StandardCharsets.UTF_8))
            + "\r\n\r\n");

    assertThat(runtime.read().status()).isEqualTo(202);
    RuntimeAnswer.Failure failure = (RuntimeAnswer.Failure) get(pending.answer());
    assertThat(failure.errorType()).isEqualTo("Runtime.Bad");
    assertThat(failure.payload()).asString().isEqualTo(document);
    assertTheRuntimeMayGoOn();
  }

  @Test
  @DisplayName("8.7/91: a stream that breaks off is truncated, and counts as the answer")
  void streamWhenConnectionEndsThenTruncated() throws Exception {
    sendHead("");
    sendChunk("half");
    sink.next().more().run();

    runtime.socket().shutdownOutput();

    assertThat(get(pending.answer())).isEqualTo(new RuntimeAnswer.Truncated(4));
    try (RawClient again = api.client()) {
      assertThat(again.post(error("i"), "{}").status()).isEqualTo(403);
      again.sendGet(NEXT);
      get(pending.settled());
    }
  }

  @Test
  @DisplayName("8.7/91: a declared length that is not kept is told to the runtime too")
  void streamWhenShorterThanDeclaredThenTruncatedAndTold() throws Exception {
    runtime.send("POST " + response("i") + " HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\nhalf");
    sink.next().more().run();

    runtime.socket().shutdownOutput();

    Reply told = runtime.read();
    assertThat(told.status()).isEqualTo(400);
    assertThat(told.text())
        .isEqualTo(
            "{\"errorMessage\":\"HTTP request detected as truncated\","
                + "\"errorType\":\"TruncatedHTTPRequest\"}\n");
    assertThat(get(pending.answer())).isEqualTo(new RuntimeAnswer.Truncated(4));
  }

  @Test
  @DisplayName("8.7/91: a session that ends in mid-stream ends the stream")
  void streamWhenSessionIsClosedThenNothingMoreIsTaken() throws Exception {
    sendHead("");
    sendChunk("half");
    FakeSink.Piece half = sink.next();

    api.endpoint.close();
    half.more().run();

    assertThat(pending.answer()).isCancelled();
    assertThat(runtime.exchange(new byte[0])).isIn("", "(reset)");
    assertThat(sink.pieces).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, MAX_STREAMED_BYTES})
  @DisplayName("8.7/90: a stream up to the limit passes")
  void streamWhenWithinTheLimitThenPasses(long length) throws Exception {
    FakeSink taking = offerAnother();

    sendLong("j", length);

    assertThat(runtime.read().status()).isEqualTo(202);
    assertThat(get(pending.answer()))
        .isEqualTo(new RuntimeAnswer.Streamed(length, "application/octet-stream"));
    assertThat(taking.total).hasValue(length);
    assertThat(taking.contentType).isEqualTo("application/octet-stream");
  }

  @Test
  @DisplayName("8.7/93: a stream above the limit is cut there, and the runtime told with 413")
  void streamWhenOverTheLimitThenCutThere() throws Exception {
    FakeSink taking = offerAnother();

    sendLong("j", MAX_STREAMED_BYTES + 1);

    Reply reply = runtime.read();
    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.text())
        .isEqualTo(
            "{\"errorMessage\":\"Exceeded maximum allowed payload size (209715200 bytes).\","
                + "\"errorType\":\"RequestEntityTooLarge\"}\n");
    assertThat(get(pending.answer())).isEqualTo(new RuntimeAnswer.Oversized(MAX_STREAMED_BYTES));
    assertThat(taking.total).hasValue(MAX_STREAMED_BYTES);
    assertTheRuntimeMayGoOn();
  }

  @Test
  @DisplayName("8.7/93: an error is no stream")
  void errorWhenCallerStreamsThenIsTheAnswer() throws IOException {
    assertThat(runtime.post(error("i"), "{\"errorType\":\"E\"}").status()).isEqualTo(202);

    RuntimeAnswer.Failure failure = (RuntimeAnswer.Failure) get(pending.answer());
    assertThat(failure.payload()).asString().isEqualTo("{\"errorType\":\"E\"}");
    assertThat(sink.contentType).isNull();
  }

  @Test
  @DisplayName("8.2/38: an unknown mode is refused where the caller streams as well")
  void streamWhenModeIsUnknownThenRefused() throws IOException {
    Reply reply = runtime.post(response("i"), "{}", "Lambda-Runtime-Function-Response-Mode: x");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(((RuntimeAnswer.Failure) get(pending.answer())).errorType())
        .isEqualTo("Runtime.InvalidResponseModeHeader");
    assertThat(sink.contentType).isNull();
  }

  @Test
  void streamWhenContinueIsExpectedThenItIsSentBeforeTheBody() throws Exception {
    runtime.send(
        "POST "
            + response("i")
            + " HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    assertThat(runtime.read().status()).isEqualTo(100);

    runtime.send("{}");
    sink.next().more().run();

    assertThat(runtime.read().status()).isEqualTo(202);
    assertThat(get(pending.answer())).isInstanceOf(RuntimeAnswer.Streamed.class);
  }

  @Test
  void streamWhenChunksAreMalformedThenTruncated() throws Exception {
    sendHead("");
    runtime.send("zz\r\n");
    runtime.socket().shutdownOutput();

    assertThat(get(pending.answer())).isEqualTo(new RuntimeAnswer.Truncated(0));
  }

  private void offer(FakeSink taking) throws IOException {
    pending = api.session.offer(invocation("i"), taking);
    runtime.get(NEXT);
  }

  /** An invocation "j", after an ended "i", whose pieces are taken at once. */
  private FakeSink offerAnother() throws Exception {
    sendHead("");
    runtime.send("0\r\n\r\n");
    runtime.read();
    FakeSink taking = new FakeSink(true);
    pending = api.session.offer(invocation("j"), taking);
    runtime.get(NEXT);
    return taking;
  }

  private void sendLong(String id, long length) throws IOException {
    runtime.send(
        "POST " + response(id) + " HTTP/1.1\r\nHost: t\r\nContent-Length: " + length + "\r\n\r\n");
    byte[] part = new byte[1 << 20];
    for (long sent = 0; sent < length; sent += part.length) {
      int size = (int) Math.min(part.length, length - sent);
      runtime.send(size == part.length ? part : new byte[size]);
    }
  }

  private void assertTheRuntimeMayGoOn() throws IOException {
    runtime.sendGet(NEXT);
    get(pending.settled());
  }

  private void sendHead(String headers) throws IOException {
    runtime.send(
        "POST "
            + response("i")
            + " HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n"
            + headers
            + "\r\n");
  }

  private void sendChunk(String text) throws IOException {
    runtime.send(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
  }
}
