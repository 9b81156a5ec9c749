package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.session.ExtensionCalls;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;

/** {@code GET /extension/event/next}: waits, without limit, for an event. */
final class ExtensionNextHandler implements HttpHandler {

  private final ExtensionCalls calls;

  ExtensionNextHandler(ExtensionCalls calls) {
    this.calls = calls;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    ExtensionIdentifier.require(
        exchange,
        identifier ->
            PollStart.park(exchange, same -> new ParkedExtension(same, calls, identifier)));
  }
}
