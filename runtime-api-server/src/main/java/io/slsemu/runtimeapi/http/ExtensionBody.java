package io.slsemu.runtimeapi.http;

import io.undertow.server.HttpServerExchange;
import java.util.function.Consumer;

/** Reads what an extension posts. */
final class ExtensionBody {

  private ExtensionBody() {}

  /** Goes on with the whole body, or refuses one that is too large or was cut short. */
  static void require(HttpServerExchange exchange, Consumer<byte[]> rest) {
    BodyReader.read(
        exchange,
        ExtensionErrors.MAX_BODY_BYTES,
        System::nanoTime,
        body -> {
          if (body instanceof RequestBody.Whole whole) {
            rest.accept(whole.bytes());
          } else if (body instanceof RequestBody.TooLarge) {
            ExtensionErrors.tooLarge(exchange);
          } else {
            ApiErrors.truncated(exchange);
          }
        });
  }
}
