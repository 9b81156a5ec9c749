package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.session.MeetingPoint;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;

/** {@code GET /runtime/invocation/next}: waits, without limit, for an event. */
final class InvocationNextHandler implements HttpHandler {

  private final MeetingPoint session;

  InvocationNextHandler(MeetingPoint session) {
    this.session = session;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    PollStart.park(exchange, same -> new ParkedInvocation(same, session));
  }
}
