package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.model.RuntimeAnswer;
import io.slsemu.runtimeapi.session.Admission;
import io.slsemu.runtimeapi.session.AnswerTicket;
import io.slsemu.runtimeapi.session.MeetingPoint;
import io.slsemu.runtimeapi.session.ResponseSink;
import io.slsemu.runtimeapi.state.RuntimeEvent;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What {@code /response} and {@code /error} have in common: admit, read the body, answer. */
final class AnswerPost {

  private final MeetingPoint session;
  private final RuntimeEvent event;

  /**
   * @param event {@link RuntimeEvent#RESPONSE} or {@link RuntimeEvent#ERROR}
   */
  AnswerPost(MeetingPoint session, RuntimeEvent event) {
    this.session = session;
    this.event = event;
  }

  /**
   * Asks the session whether the body may be read.
   *
   * @return the right to answer; null if it was refused, and the runtime told so
   */
  @Nullable AnswerTicket admit(HttpServerExchange exchange, String requestId) {
    String invocationId = exchange.getRequestHeaders().getFirst(RuntimeHeaders.INVOCATION_ID);
    Admission admission = session.beginAnswer(event, requestId, invocationId);
    if (admission instanceof Admission.Admitted admitted) {
      return admitted.ticket();
    }
    ApiErrors.refuse(exchange, ((Admission.Refused) admission).refusal());
    return null;
  }

  /**
   * Takes the whole body as the invocation's answer.
   *
   * @param toAnswer makes the answer of a whole body
   * @param reply tells the runtime that it was taken
   */
  void take(
      HttpServerExchange exchange,
      AnswerTicket ticket,
      Function<byte[], RuntimeAnswer> toAnswer,
      Runnable reply) {
    BodyReader.read(
        exchange,
        ApiErrors.MAX_PAYLOAD_BYTES,
        session::nanoTime,
        body -> settle(exchange, ticket, body, toAnswer, reply));
  }

  /**
   * The same of a body that is no answer at all if it is over a smaller limit: the invocation then
   * goes on.
   */
  void takeUpTo(
      int limit,
      HttpServerExchange exchange,
      AnswerTicket ticket,
      Function<byte[], RuntimeAnswer> toAnswer,
      Runnable reply) {
    BodyReader.read(
        exchange,
        limit,
        session::nanoTime,
        body -> {
          if (body instanceof RequestBody.TooLarge) {
            ticket.withdraw();
            ApiErrors.tooLarge(exchange, ApiErrors.MAX_PAYLOAD_BYTES);
          } else {
            settle(exchange, ticket, body, toAnswer, reply);
          }
        });
  }

  /**
   * Takes the body piece by piece.
   *
   * @param end makes the answer once the body has come to its end; told how long it was
   */
  void stream(
      HttpServerExchange exchange,
      AnswerTicket ticket,
      ResponseSink sink,
      LongFunction<RuntimeAnswer> end) {
    ResponseStream stream = new ResponseStream(exchange, sink, session::nanoTime, ticket, end);
    // Dispatched, so that the exchange is not ended while the sink has its turn.
    exchange.dispatch(SameThreadExecutor.INSTANCE, stream::begin);
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
          () -> ApiErrors.tooLarge(exchange, ApiErrors.MAX_PAYLOAD_BYTES));
    } else {
      ticket.withdraw();
      ApiErrors.truncated(exchange);
    }
  }

  static void reply(HttpServerExchange exchange, boolean taken, Runnable reply) {
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
