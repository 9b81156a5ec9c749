package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.model.RuntimeAnswer;
import io.slsemu.runtimeapi.session.RuntimeSession;
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

  InvocationResponseHandler(RuntimeSession session) {
    this.post = new AnswerPost(session, RuntimeEvent.RESPONSE);
  }

  void handle(HttpServerExchange exchange, String requestId) {
    String mode = exchange.getRequestHeaders().getFirst(RuntimeHeaders.RESPONSE_MODE);
    if (mode == null || mode.isEmpty() || mode.equals(STREAMING)) {
      post.take(
          exchange, requestId, body -> answer(exchange, body), () -> ApiReply.accepted(exchange));
    } else {
      post.take(
          exchange,
          requestId,
          body -> invalidMode(),
          () -> ApiErrors.invalidResponseMode(exchange));
    }
  }

  /** The caller gets an empty payload of this type, as from the service. */
  private static RuntimeAnswer invalidMode() {
    return new RuntimeAnswer.Failure(NO_BYTES, ApiReply.JSON, "Runtime.InvalidResponseModeHeader");
  }

  private static RuntimeAnswer answer(HttpServerExchange exchange, byte[] body) {
    HeaderMap trailers = exchange.getAttachment(HttpAttachments.REQUEST_TRAILERS);
    String type = trailer(trailers, RuntimeHeaders.ERROR_TYPE);
    String document = trailer(trailers, RuntimeHeaders.ERROR_BODY);
    if (type == null && document == null) {
      return new RuntimeAnswer.Response(body, AnswerPost.contentType(exchange));
    }
    return new RuntimeAnswer.Failure(decode(document), ApiReply.JSON, ErrorTypes.known(type));
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
