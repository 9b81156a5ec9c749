package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.session.RuntimeSession;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;

/** {@code GET /runtime/invocation/next}: waits, without limit, for an event. */
final class InvocationNextHandler implements HttpHandler {

  /** A GET has no body; one that has one all the same is not kept. */
  private static final int NO_BODY = 0;

  private final RuntimeSession session;

  InvocationNextHandler(RuntimeSession session) {
    this.session = session;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    if (exchange.isRequestComplete()) {
      park(exchange);
    } else {
      BodyReader.read(exchange, NO_BODY, session::nanoTime, body -> park(exchange));
    }
  }

  /** Dispatched, so that the exchange is not ended when its handler returns. */
  private void park(HttpServerExchange exchange) {
    exchange.dispatch(SameThreadExecutor.INSTANCE, () -> parkDispatched(exchange));
  }

  private void parkDispatched(HttpServerExchange exchange) {
    ParkedExchange parked = new ParkedExchange(exchange, session);
    try {
      parked.park();
    } catch (RuntimeException e) {
      parked.fail();
    }
  }
}
