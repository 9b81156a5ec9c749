package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.session.ExtensionRefusal;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * {@code POST /extension/init/error} and {@code /extension/exit/error}: an extension says why it
 * gives up; it is expected to exit.
 */
final class ExtensionErrorHandler implements HttpHandler {

  private final BiFunction<UUID, String, Optional<ExtensionRefusal>> report;

  /**
   * @param report tells the session who gives up, and why
   */
  ExtensionErrorHandler(BiFunction<UUID, String, Optional<ExtensionRefusal>> report) {
    this.report = report;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    ExtensionIdentifier.require(exchange, identifier -> named(exchange, identifier));
  }

  private void named(HttpServerExchange exchange, UUID identifier) {
    String errorType = exchange.getRequestHeaders().getFirst(ExtensionHeaders.ERROR_TYPE);
    if (errorType == null || errorType.isEmpty()) {
      ExtensionErrors.missingErrorType(exchange);
    } else {
      ExtensionBody.require(exchange, body -> reported(exchange, identifier, errorType, body));
    }
  }

  private void reported(
      HttpServerExchange exchange, UUID identifier, String errorType, byte[] body) {
    String text =
        ErrorDocument.errorMessage(body)
            .map(message -> errorType + ": " + message)
            .orElse(errorType);
    Optional<ExtensionRefusal> refusal = report.apply(identifier, text);
    if (refusal.isPresent()) {
      ExtensionErrors.refuse(exchange, refusal.get());
    } else {
      ApiReply.accepted(exchange);
    }
  }
}
