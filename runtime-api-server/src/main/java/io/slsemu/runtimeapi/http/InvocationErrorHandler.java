package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.model.RuntimeAnswer;
import io.slsemu.runtimeapi.session.AnswerTicket;
import io.slsemu.runtimeapi.session.MeetingPoint;
import io.slsemu.runtimeapi.state.RuntimeEvent;
import io.undertow.server.HttpServerExchange;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * {@code POST /runtime/invocation/{id}/error}: the function failed. The document is forwarded
 * untouched, unless it is of the kind that carries a cause for X-Ray. The header with such a cause
 * is not looked at: nothing here would show it.
 */
final class InvocationErrorHandler {

  private static final String WITH_CAUSE = "application/vnd.aws.lambda.error.cause+json";

  /** What the service makes of a document with a cause that it cannot read: a JSON string. */
  private static final String UNREADABLE = "\"Invalid error body\"";

  private final AnswerPost post;
  private final boolean concurrent;

  InvocationErrorHandler(MeetingPoint session) {
    this.concurrent = session.isConcurrent();
    this.post = new AnswerPost(session, RuntimeEvent.ERROR);
  }

  void handle(HttpServerExchange exchange, String requestId) {
    AnswerTicket ticket = post.admit(exchange, requestId);
    if (ticket == null) {
      return;
    }
    Function<byte[], RuntimeAnswer> toAnswer = body -> failure(exchange, body);
    Runnable reply = () -> ApiReply.accepted(exchange);
    if (concurrent) {
      post.takeUpTo(ApiErrors.MAX_MANAGED_ERROR_BYTES, exchange, ticket, toAnswer, reply);
    } else {
      post.take(exchange, ticket, toAnswer, reply);
    }
  }

  private static RuntimeAnswer failure(HttpServerExchange exchange, byte[] body) {
    String type =
        ErrorTypes.known(exchange.getRequestHeaders().getFirst(RuntimeHeaders.ERROR_TYPE));
    String contentType = AnswerPost.contentType(exchange);
    if (!contentType.equals(WITH_CAUSE)) {
      return new RuntimeAnswer.Failure(body, contentType, type);
    }
    return ErrorDocument.withoutCause(body)
        .map(rest -> new RuntimeAnswer.Failure(rest, ApiReply.JSON, type))
        .orElseGet(
            () ->
                new RuntimeAnswer.Failure(
                    UNREADABLE.getBytes(StandardCharsets.UTF_8), "application/octet-stream", type));
  }
}
