package io.slsemu.runtimeapi.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Sends the short answers of the Runtime API: everything but events. */
final class ApiReply {

  static final String JSON = "application/json";
  static final String TEXT = "text/plain; charset=utf-8";

  private static final byte[] OK = "{\"status\":\"OK\"}\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] PONG = "pong".getBytes(StandardCharsets.UTF_8);

  private ApiReply() {}

  static void accepted(HttpServerExchange exchange) {
    send(exchange, StatusCodes.ACCEPTED, JSON, OK);
  }

  static void pong(HttpServerExchange exchange) {
    send(exchange, StatusCodes.OK, TEXT, PONG);
  }

  /**
   * Sends an answer once the request's body, if nobody took it, is read and thrown away: a client
   * that writes first and reads then shall see the answer.
   */
  static void send(
      HttpServerExchange exchange, int status, @Nullable String contentType, byte[] body) {
    if (exchange.isRequestComplete()) {
      sendNow(exchange, status, contentType, body);
    } else if (HttpContinue.requiresContinueResponse(exchange)) {
      // The client may never send the body it announced: what comes next could not be told apart.
      exchange.setPersistent(false);
      sendNow(exchange, status, contentType, body);
    } else {
      BodyReader.discard(exchange, () -> sendNow(exchange, status, contentType, body));
    }
  }

  private static void sendNow(
      HttpServerExchange exchange, int status, @Nullable String contentType, byte[] body) {
    exchange.setStatusCode(status);
    if (contentType != null) {
      exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
    }
    exchange.setResponseContentLength(body.length);
    exchange.getResponseSender().send(ByteBuffer.wrap(body));
  }
}
