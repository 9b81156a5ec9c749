package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.model.InitOutcome;
import io.slsemu.runtimeapi.session.Refusal;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /runtime/init/error} and {@code /runtime/restore/error}: the runtime could not
 * initialise, or go on after a restore; it is expected to exit.
 */
final class InitErrorHandler implements HttpHandler {

  private final int limit;
  private final LongSupplier nanoClock;
  private final Function<InitOutcome.Failed, Optional<Refusal>> taker;

  /**
   * @param limit the largest body, in bytes
   * @param taker takes the error, or tells why not
   */
  InitErrorHandler(
      int limit, LongSupplier nanoClock, Function<InitOutcome.Failed, Optional<Refusal>> taker) {
    this.limit = limit;
    this.nanoClock = nanoClock;
    this.taker = taker;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    BodyReader.read(exchange, limit, nanoClock, body -> received(exchange, body));
  }

  private void received(HttpServerExchange exchange, RequestBody body) {
    if (body instanceof RequestBody.Whole whole) {
      InitOutcome.Failed failure =
          new InitOutcome.Failed(whole.bytes(), errorType(exchange, whole.bytes()));
      Optional<Refusal> refusal = taker.apply(failure);
      if (refusal.isPresent()) {
        ApiErrors.refuse(exchange, refusal.get());
      } else {
        ApiReply.accepted(exchange);
      }
    } else if (body instanceof RequestBody.TooLarge) {
      ApiErrors.tooLarge(exchange, ApiErrors.MAX_PAYLOAD_BYTES);
    } else {
      ApiErrors.truncated(exchange);
    }
  }

  /** The header's word goes before the document's; neither is believed without looking. */
  private static String errorType(HttpServerExchange exchange, byte[] document) {
    @Nullable String named = exchange.getRequestHeaders().getFirst(RuntimeHeaders.ERROR_TYPE);
    return ErrorTypes.known(named != null ? named : ErrorDocument.errorType(document).orElse(null));
  }
}
