package io.slsemu.runtimeapi.http;

import io.undertow.server.HttpServerExchange;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads {@code Lambda-Extension-Identifier}, which every call but register needs. */
final class ExtensionIdentifier {

  /** Java's own parser would take {@code 1-1-1-1-1}. */
  private static final Pattern UUID_FORM =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private ExtensionIdentifier() {}

  /** Goes on with the identifier, or refuses the request if it has none that could be one. */
  static void require(HttpServerExchange exchange, Consumer<UUID> rest) {
    String value = exchange.getRequestHeaders().getFirst(ExtensionHeaders.IDENTIFIER);
    if (value == null || value.isEmpty()) {
      ExtensionErrors.missingIdentifier(exchange);
    } else if (!UUID_FORM.matcher(value).matches()) {
      ExtensionErrors.invalidIdentifier(exchange);
    } else {
      rest.accept(UUID.fromString(value));
    }
  }
}
