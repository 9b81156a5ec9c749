package io.slsemu.emulator.trigger;

import io.slsemu.emulator.environment.InvocationOutcome;
import io.slsemu.emulator.http.ExchangeStream;
import io.slsemu.emulator.trigger.mapping.Failure;
import io.slsemu.emulator.trigger.mapping.FunctionUrlDoor;
import io.slsemu.emulator.trigger.mapping.MalformedAnswerException;
import io.slsemu.emulator.trigger.mapping.WebResponse;
import io.slsemu.runtimeapi.model.Invocation;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Protocols;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Streams a function's answer to a client of its URL. Where nothing has been sent yet, an error is
 * a 502; after that the connection breaks off.
 */
final class StreamedReply extends ExchangeStream implements Reply {
  private final HttpServerExchange exchange;
  private final Visit visit;
  private final FunctionUrlDoor door;

  // Used by the I/O thread only.
  private @Nullable Prelude prelude;
  private boolean headed;
  private boolean bodiless;

  StreamedReply(HttpServerExchange exchange, Visit visit, FunctionUrlDoor door) {
    super(exchange);
    this.exchange = exchange;
    this.visit = visit;
    this.door = door;
  }

  @Override
  public void answer(Invocation invocation, InvocationOutcome outcome) {
    onIoThread(outcome.isError() ? () -> stop(Failure.FUNCTION_ERROR) : this::complete);
  }

  @Override
  public void fail(Failure failure) {
    onIoThread(() -> stop(failure));
  }

  @Override
  protected void start(String requestId, String contentType) {
    if (contentType.toLowerCase(Locale.ROOT).startsWith(Prelude.MEDIA_TYPE)) {
      prelude = new Prelude();
    } else {
      head(null, contentType);
    }
  }

  @Override
  protected void take(ByteBuffer piece, Runnable more) {
    Prelude front = prelude;
    if (!isOver() && !headed && front != null) {
      front.take(piece);
      if (front.isComplete()) {
        head(front.json(), Prelude.MEDIA_TYPE);
      } else if (front.isTooLong()) {
        stop(Failure.MALFORMED_ANSWER);
      }
    }
    if (isOver() || !piece.hasRemaining() || bodiless) {
      more.run();
    } else {
      write(more, piece);
    }
  }

  private void head(byte @Nullable [] json, String contentType) {
    if (isOver() || headed) {
      return;
    }
    try {
      WebResponse head = door.streamed(visit.request(), visit.arrival(), json, contentType);
      headed = true;
      Requests.head(exchange, head);
      bodiless = Requests.isHead(exchange) || !Requests.mayHaveBody(head);
      if (!bodiless && exchange.getProtocol().equals(Protocols.HTTP_1_1)) {
        // Also where the client wants the connection ended: a break would look like that.
        exchange.getResponseHeaders().put(Headers.TRANSFER_ENCODING, "chunked");
      }
    } catch (MalformedAnswerException e) {
      end(() -> Requests.send(exchange, visit.malformed(e)));
    }
  }

  private void complete() {
    if (!headed && prelude != null) {
      stop(Failure.MALFORMED_ANSWER);
    }
    end(exchange::endExchange);
  }

  private void stop(Failure failure) {
    if (headed && !isOver()) {
      breakOff();
    } else {
      end(() -> Requests.send(exchange, visit.failure(failure)));
    }
  }
}
