package io.slsemu.runtimeapi.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.util.function.Function;

/** How every poll begins: its body, which a GET should not have, is read away; then it parks. */
final class PollStart {

  private PollStart() {}

  static void park(
      HttpServerExchange exchange, Function<HttpServerExchange, ParkedExchange<?>> poll) {
    if (exchange.isRequestComplete()) {
      dispatch(exchange, poll);
    } else {
      BodyReader.discard(exchange, () -> dispatch(exchange, poll));
    }
  }

  /** Dispatched, so that the exchange is not ended when its handler returns. */
  private static void dispatch(
      HttpServerExchange exchange, Function<HttpServerExchange, ParkedExchange<?>> poll) {
    exchange.dispatch(SameThreadExecutor.INSTANCE, () -> parkDispatched(poll.apply(exchange)));
  }

  private static void parkDispatched(ParkedExchange<?> parked) {
    try {
      parked.park();
    } catch (RuntimeException e) {
      parked.fail();
    }
  }
}
