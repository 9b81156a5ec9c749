package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.model.RuntimeAnswer;
import io.slsemu.runtimeapi.session.AnswerTicket;
import io.slsemu.runtimeapi.session.MeetingPoint;
import io.slsemu.runtimeapi.session.ResponseSink;
import io.slsemu.runtimeapi.state.RuntimeEvent;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpAttachments;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /runtime/invocation/{id}/response}: the function's result. A body sent in chunks may
 * end in trailers that say the function failed on the way (aws-lambda-go sends all of its results
 * so).
 */
final class InvocationResponseHandler {

  private static final byte[] NO_BYTES = {};
  private static final String STREAMING = "streaming";

  private final AnswerPost post;

  InvocationResponseHandler(MeetingPoint session) {
    this.post = new AnswerPost(session, RuntimeEvent.RESPONSE);
  }

  void handle(HttpServerExchange exchange, String requestId) {
    AnswerTicket ticket = post.admit(exchange, requestId);
    if (ticket == null) {
      return;
    }
    ResponseSink sink = ticket.sink();
    if (!isModeKnown(exchange)) {
      post.take(
          exchange, ticket, body -> invalidMode(), () -> ApiErrors.invalidResponseMode(exchange));
    } else if (sink == null) {
      post.take(
          exchange, ticket, body -> answer(exchange, body), () -> ApiReply.accepted(exchange));
    } else {
      post.stream(exchange, ticket, sink, length -> end(exchange, length));
    }
  }

  /**
   * Whether a response is streamed is the caller's wish alone; the header may say so or nothing.
   */
  private static boolean isModeKnown(HttpServerExchange exchange) {
    String mode = exchange.getRequestHeaders().getFirst(RuntimeHeaders.RESPONSE_MODE);
    return mode == null || mode.isEmpty() || mode.equals(STREAMING);
  }

  /** The caller gets an empty payload of this type, as from the service. */
  private static RuntimeAnswer invalidMode() {
    return new RuntimeAnswer.Failure(NO_BYTES, ApiReply.JSON, "Runtime.InvalidResponseModeHeader");
  }

  private static RuntimeAnswer answer(HttpServerExchange exchange, byte[] body) {
    RuntimeAnswer failure = failure(exchange);
    return failure != null
        ? failure
        : new RuntimeAnswer.Response(body, AnswerPost.contentType(exchange));
  }

  private static RuntimeAnswer end(HttpServerExchange exchange, long length) {
    RuntimeAnswer failure = failure(exchange);
    return failure != null
        ? failure
        : new RuntimeAnswer.Streamed(length, AnswerPost.contentType(exchange));
  }

  /** What the trailers say of the body before them, null if nothing. */
  private static @Nullable RuntimeAnswer failure(HttpServerExchange exchange) {
    HeaderMap trailers = exchange.getAttachment(HttpAttachments.REQUEST_TRAILERS);
    String type = trailer(trailers, RuntimeHeaders.ERROR_TYPE);
    String document = trailer(trailers, RuntimeHeaders.ERROR_BODY);
    return type == null && document == null
        ? null
        : new RuntimeAnswer.Failure(decode(document), ApiReply.JSON, ErrorTypes.known(type));
  }

  private static @Nullable String trailer(@Nullable HeaderMap trailers, HttpString name) {
    String value = trailers == null ? null : trailers.getFirst(name);
    return value == null || value.isEmpty() ? null : value;
  }

  private static byte[] decode(@Nullable String base64) {
    if (base64 == null) {
      return NO_BYTES;
    }
    try {
      return Base64.getDecoder().decode(base64.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      // Not base64: the failure stands, its document is lost.
      return NO_BYTES;
    }
  }
}
