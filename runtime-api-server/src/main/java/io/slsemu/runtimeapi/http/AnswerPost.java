package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.model.RuntimeAnswer;
import io.slsemu.runtimeapi.session.Admission;
import io.slsemu.runtimeapi.session.AnswerTicket;
import io.slsemu.runtimeapi.session.RuntimeSession;
import io.slsemu.runtimeapi.state.RuntimeEvent;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.util.function.Function;

/** What {@code /response} and {@code /error} have in common: admit, read the body, answer. */
final class AnswerPost {

  private final RuntimeSession session;
  private final RuntimeEvent event;

  /**
   * @param event {@link RuntimeEvent#RESPONSE} or {@link RuntimeEvent#ERROR}
   */
  AnswerPost(RuntimeSession session, RuntimeEvent event) {
    this.session = session;
    this.event = event;
  }

  /**
   * Takes the body of a post as the invocation's answer.
   *
   * @param toAnswer makes the answer of a whole body
   * @param reply tells the runtime that it was taken
   */
  void take(
      HttpServerExchange exchange,
      String requestId,
      Function<byte[], RuntimeAnswer> toAnswer,
      Runnable reply) {
    String invocationId = exchange.getRequestHeaders().getFirst(RuntimeHeaders.INVOCATION_ID);
    Admission admission = session.beginAnswer(event, requestId, invocationId);
    if (admission instanceof Admission.Refused refused) {
      ApiErrors.refuse(exchange, refused.refusal());
    } else if (admission instanceof Admission.Admitted admitted) {
      BodyReader.read(
          exchange,
          ApiErrors.MAX_PAYLOAD_BYTES,
          session::nanoTime,
          body -> settle(exchange, admitted.ticket(), body, toAnswer, reply));
    }
  }

  private static void settle(
      HttpServerExchange exchange,
      AnswerTicket ticket,
      RequestBody body,
      Function<byte[], RuntimeAnswer> toAnswer,
      Runnable reply) {
    if (body instanceof RequestBody.Whole whole) {
      RuntimeAnswer answer = toAnswer.apply(whole.bytes());
      reply(exchange, ticket.answer(answer, whole.firstByteNanos(), whole.lastByteNanos()), reply);
    } else if (body instanceof RequestBody.TooLarge tooLarge) {
      RuntimeAnswer answer = new RuntimeAnswer.Oversized(ApiErrors.MAX_PAYLOAD_BYTES);
      reply(
          exchange,
          ticket.answer(answer, tooLarge.firstByteNanos(), tooLarge.lastByteNanos()),
          () -> ApiErrors.tooLarge(exchange));
    } else {
      ticket.withdraw();
      ApiErrors.truncated(exchange);
    }
  }

  private static void reply(HttpServerExchange exchange, boolean taken, Runnable reply) {
    if (taken) {
      reply.run();
    } else {
      ApiErrors.invalidRequestId(exchange);
    }
  }

  /** The body's media type as the runtime named it, or that of bytes nobody named. */
  static String contentType(HttpServerExchange exchange) {
    String named = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
    return named == null ? "application/octet-stream" : named;
  }
}
