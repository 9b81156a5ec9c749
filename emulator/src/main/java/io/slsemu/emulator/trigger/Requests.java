package io.slsemu.emulator.trigger;

import io.slsemu.emulator.trigger.mapping.Field;
import io.slsemu.emulator.trigger.mapping.WebRequest;
import io.slsemu.emulator.trigger.mapping.WebResponse;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Between the server's exchanges and the requests and responses of the mapping. */
final class Requests {
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private Requests() {}

  static WebRequest of(HttpServerExchange exchange, String rawPath, byte[] body) {
    List<Field> fields = new ArrayList<>();
    for (HeaderValues values : exchange.getRequestHeaders()) {
      for (String value : values) {
        fields.add(new Field(values.getHeaderName().toString(), value));
      }
    }
    return new WebRequest(
        exchange.getRequestMethod().toString(),
        rawPath,
        exchange.getQueryString(),
        exchange.getProtocol().toString(),
        fields,
        body,
        exchange.getSourceAddress().getAddress().getHostAddress(),
        exchange.getDestinationAddress().getPort());
  }

  /** The path as it was sent, percent-encoding kept; always with a slash in front. */
  static String rawPath(HttpServerExchange exchange) {
    String path = exchange.getRequestURI();
    if (exchange.isHostIncludedInRequestURI()) {
      int authority = path.indexOf("://") + 3;
      int slash = path.indexOf('/', authority);
      path = slash < 0 ? "/" : path.substring(slash);
    }
    return path.startsWith("/") ? path : "/" + path;
  }

  /** Answers the exchange with a whole response. */
  static void send(HttpServerExchange exchange, WebResponse response) {
    head(exchange, response);
    if (response.body().length == 0 || !mayHaveBody(response)) {
      exchange.endExchange();
    } else {
      exchange.getResponseSender().send(ByteBuffer.wrap(response.body()));
    }
  }

  /** Puts a response's status and headers into the exchange. */
  static void head(HttpServerExchange exchange, WebResponse response) {
    exchange.setStatusCode(response.status());
    if (response.reason() != null) {
      exchange.setReasonPhrase(response.reason());
    }
    for (Field field : response.fields()) {
      exchange.getResponseHeaders().add(new HttpString(field.name()), octets(field.value()));
    }
  }

  static boolean mayHaveBody(WebResponse response) {
    return response.status() != NO_CONTENT && response.status() != NOT_MODIFIED;
  }

  static boolean isHead(HttpServerExchange exchange) {
    return exchange.getRequestMethod().equals(Methods.HEAD);
  }

  /** The server writes one byte for each character: so one character for each byte of UTF-8. */
  private static String octets(String value) {
    return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
