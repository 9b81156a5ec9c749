package io.slsemu.emulator.serviceapi;

import io.slsemu.emulator.environment.InvocationOutcome;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.http.ExchangeStream;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.slsemu.emulator.serviceapi.operation.ServiceHeaders;
import io.slsemu.runtimeapi.model.Invocation;
import io.undertow.io.IoCallback;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;

/** Sends a response as a stream of events while the function makes it. */
final class EventStreamResponse extends ExchangeStream {

  /** The service's place for the function's own type, its own Content-Type being the stream's. */
  private static final HttpString REMAPPED_TYPE = new HttpString("X-Amzn-Remapped-Content-Type");

  private final HttpServerExchange exchange;
  private volatile String executedVersion = Function.LATEST;

  /** Used by the I/O thread only. */
  private boolean begun;

  EventStreamResponse(HttpServerExchange exchange) {
    super(exchange);
    this.exchange = exchange;
  }

  @Override
  public void resolved(Function function) {
    executedVersion = function.version();
  }

  @Override
  public void answer(Invocation invocation, InvocationOutcome outcome) {
    end(invocation.requestId(), StreamEnd.document(outcome, null));
  }

  /** Ends the stream with the document of {@code InvokeComplete}. */
  void end(String requestId, byte[] document) {
    onIoThread(() -> complete(requestId, document));
  }

  /** The host failed: an answer of its own where none has begun, else the stream breaks off. */
  void fail(ServiceError error) {
    onIoThread(
        () -> {
          if (!exchange.isResponseStarted()) {
            end(() -> error.send(exchange));
          } else if (!isOver()) {
            breakOff();
          }
        });
  }

  @Override
  protected void start(String requestId, String contentType) {
    if (!begun) {
      begun = true;
      HeaderMap headers = exchange.getResponseHeaders();
      headers.put(Headers.CONTENT_TYPE, EventStreamFrame.MEDIA_TYPE);
      headers.put(REMAPPED_TYPE, contentType);
      headers.put(ServiceHeaders.REQUEST_ID, requestId);
      headers.put(ServiceHeaders.EXECUTED_VERSION, executedVersion);
    }
  }

  @Override
  protected void take(ByteBuffer piece, Runnable more) {
    if (isOver()) {
      more.run();
    } else {
      write(more, EventStreamFrame.payloadChunk(piece));
    }
  }

  private void complete(String requestId, byte[] document) {
    if (!isOver()) {
      start(requestId, "application/octet-stream");
      ByteBuffer[] frame = EventStreamFrame.invokeComplete(document);
      end(() -> exchange.getResponseSender().send(frame, IoCallback.END_EXCHANGE));
    }
  }
}
