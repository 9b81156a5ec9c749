package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.session.Refusal;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.xnio.IoUtils;

/**
 * The answers of the Runtime API other than events. Every body is byte for byte the one of AWS's
 * Runtime Interface Emulator ({@code rapi/rendering/render_error.go}), final line feed included.
 */
final class ApiErrors {

  /** 6 MiB + 100 bytes: the service's limit for a response. */
  static final int MAX_PAYLOAD_BYTES = 6_291_556;

  static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=utf-8";

  private static final byte[] OK = utf8("{\"status\":\"OK\"}\n");
  private static final byte[] PONG = utf8("pong");
  private static final byte[] NOT_FOUND = utf8("404 page not found\n");
  private static final byte[] INVALID_REQUEST_ID = error("Invalid request ID", "InvalidRequestID");

  /** The service's text for this one is not known; its type is. */
  private static final byte[] INVALID_INVOCATION_ID =
      error("Invalid invocation ID", "InvalidInvocationId");

  private static final byte[] TOO_LARGE =
      error(
          "Exceeded maximum allowed payload size (" + MAX_PAYLOAD_BYTES + " bytes).",
          "RequestEntityTooLarge");
  private static final byte[] INVALID_RESPONSE_MODE =
      error("Invalid function response mode", "InvalidFunctionResponseMode");
  private static final byte[] TRUNCATED =
      error("HTTP request detected as truncated", "TruncatedHTTPRequest");
  private static final byte[] INTERNAL = error("Internal Server Error", "InternalServerError");

  private ApiErrors() {}

  static void accepted(HttpServerExchange exchange) {
    send(exchange, StatusCodes.ACCEPTED, JSON, OK);
  }

  static void pong(HttpServerExchange exchange) {
    send(exchange, StatusCodes.OK, TEXT, PONG);
  }

  static void notFound(HttpServerExchange exchange) {
    send(exchange, StatusCodes.NOT_FOUND, TEXT, NOT_FOUND);
  }

  static void methodNotAllowed(HttpServerExchange exchange) {
    exchange.setStatusCode(StatusCodes.METHOD_NOT_ALLOWED);
    exchange.setResponseContentLength(0);
    exchange.endExchange();
  }

  static void invalidRequestId(HttpServerExchange exchange) {
    send(exchange, StatusCodes.BAD_REQUEST, JSON, INVALID_REQUEST_ID);
  }

  static void tooLarge(HttpServerExchange exchange) {
    send(exchange, StatusCodes.REQUEST_ENTITY_TOO_LARGE, JSON, TOO_LARGE);
  }

  static void invalidResponseMode(HttpServerExchange exchange) {
    send(exchange, StatusCodes.BAD_REQUEST, JSON, INVALID_RESPONSE_MODE);
  }

  /** Tells a client that may have closed only its sending side. */
  static void truncated(HttpServerExchange exchange) {
    if (exchange.getConnection().isOpen()) {
      exchange.setPersistent(false);
      send(exchange, StatusCodes.BAD_REQUEST, JSON, TRUNCATED);
    } else {
      exchange.endExchange();
    }
  }

  static void internal(HttpServerExchange exchange) {
    if (exchange.isResponseStarted()) {
      IoUtils.safeClose(exchange.getConnection());
    } else {
      exchange.setPersistent(false);
      send(exchange, StatusCodes.INTERNAL_SERVER_ERROR, JSON, INTERNAL);
    }
  }

  static void refuse(HttpServerExchange exchange, Refusal refusal) {
    if (refusal instanceof Refusal.InvalidTransition refused) {
      send(exchange, StatusCodes.FORBIDDEN, JSON, invalidTransition(refused));
    } else if (refusal instanceof Refusal.InvalidRequestId) {
      invalidRequestId(exchange);
    } else if (refusal instanceof Refusal.InvalidInvocationId) {
      send(exchange, StatusCodes.BAD_REQUEST, JSON, INVALID_INVOCATION_ID);
    } else {
      // The session is over: whoever still calls belongs to a sandbox that is being taken down.
      IoUtils.safeClose(exchange.getConnection());
    }
  }

  private static byte[] invalidTransition(Refusal.InvalidTransition refused) {
    return error(
        "State transition from "
            + refused.from().wireName()
            + " to "
            + refused.event().aim().wireName()
            + " failed for runtime. Error: State transition is not allowed",
        "InvalidStateTransition");
  }

  private static void send(
      HttpServerExchange exchange, int status, String contentType, byte[] body) {
    if (!exchange.isRequestComplete() && HttpContinue.requiresContinueResponse(exchange)) {
      // The client may never send the body it announced: what comes next could not be told apart.
      exchange.setPersistent(false);
    }
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
    exchange.getResponseSender().send(ByteBuffer.wrap(body));
  }

  private static byte[] error(String message, String type) {
    return utf8("{\"errorMessage\":\"" + message + "\",\"errorType\":\"" + type + "\"}\n");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
