package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.model.InitOutcome;
import io.slsemu.runtimeapi.session.Refusal;
import io.slsemu.runtimeapi.session.RuntimeSession;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code POST /runtime/init/error}: the runtime could not initialise; it is expected to exit. */
final class InitErrorHandler implements HttpHandler {

  private final RuntimeSession session;

  InitErrorHandler(RuntimeSession session) {
    this.session = session;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    BodyReader.read(
        exchange, ApiErrors.MAX_PAYLOAD_BYTES, session::nanoTime, body -> received(exchange, body));
  }

  private void received(HttpServerExchange exchange, RequestBody body) {
    if (body instanceof RequestBody.Whole whole) {
      InitOutcome.Failed failure =
          new InitOutcome.Failed(whole.bytes(), errorType(exchange, whole.bytes()));
      Optional<Refusal> refusal = session.initError(failure);
      if (refusal.isPresent()) {
        ApiErrors.refuse(exchange, refusal.get());
      } else {
        ApiReply.accepted(exchange);
      }
    } else if (body instanceof RequestBody.TooLarge) {
      ApiErrors.tooLarge(exchange);
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
