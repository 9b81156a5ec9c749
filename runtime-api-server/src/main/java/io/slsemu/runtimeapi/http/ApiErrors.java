package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.session.Refusal;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.nio.charset.StandardCharsets;
import org.xnio.IoUtils;

/**
 * What the Runtime API answers when it does not do as asked. Every body is byte for byte the one of
 * AWS's Runtime Interface Emulator ({@code rapi/rendering/render_error.go}), final line feed
 * included.
 */
final class ApiErrors {

  /** 6 MiB + 100 bytes: the service's limit for a response. */
  static final int MAX_PAYLOAD_BYTES = 6_291_556;

  /** 1 MiB: on Managed Instances, for an error ({@code rapi/server.go} of its tree). */
  static final int MAX_MANAGED_ERROR_BYTES = 1024 * 1024;

  /**
   * 200 MiB: the service's limit for a streamed response (AWS: "Lambda quotas"; it was 20 until
   * 2025).
   */
  static final long MAX_STREAMED_BYTES = 200L * 1024 * 1024;

  private static final byte[] NO_BYTES = {};
  private static final byte[] NOT_FOUND = utf8("404 page not found\n");
  private static final byte[] INVALID_REQUEST_ID = error("Invalid request ID", "InvalidRequestID");

  /** The service's text for this one is not known; its type is. */
  private static final byte[] INVALID_INVOCATION_ID =
      error("Invalid invocation ID", "InvalidInvocationId");

  /** Of Managed Instances only ({@code internal/lambda-managed-instances} of the same program). */
  private static final byte[] INVOKE_TIMEOUT = error("Invoke timeout", "InvokeTimeout");

  private static final byte[] INVALID_RESPONSE_MODE =
      error("Invalid function response mode", "InvalidFunctionResponseMode");
  private static final byte[] TRUNCATED =
      error("HTTP request detected as truncated", "TruncatedHTTPRequest");
  private static final byte[] INTERNAL = error("Internal Server Error", "InternalServerError");

  private ApiErrors() {}

  static void notFound(HttpServerExchange exchange) {
    ApiReply.send(exchange, StatusCodes.NOT_FOUND, ApiReply.TEXT, NOT_FOUND);
  }

  static void methodNotAllowed(HttpServerExchange exchange) {
    ApiReply.send(exchange, StatusCodes.METHOD_NOT_ALLOWED, null, NO_BYTES);
  }

  static void invalidRequestId(HttpServerExchange exchange) {
    ApiReply.send(exchange, StatusCodes.BAD_REQUEST, ApiReply.JSON, INVALID_REQUEST_ID);
  }

  static void tooLarge(HttpServerExchange exchange, long limitBytes) {
    byte[] body =
        error(
            "Exceeded maximum allowed payload size (" + limitBytes + " bytes).",
            "RequestEntityTooLarge");
    ApiReply.send(exchange, StatusCodes.REQUEST_ENTITY_TOO_LARGE, ApiReply.JSON, body);
  }

  static void invalidResponseMode(HttpServerExchange exchange) {
    ApiReply.send(exchange, StatusCodes.BAD_REQUEST, ApiReply.JSON, INVALID_RESPONSE_MODE);
  }

  /** Tells a client that may have closed only its sending side. */
  static void truncated(HttpServerExchange exchange) {
    if (exchange.getConnection().isOpen()) {
      exchange.setPersistent(false);
      ApiReply.send(exchange, StatusCodes.BAD_REQUEST, ApiReply.JSON, TRUNCATED);
    } else {
      exchange.endExchange();
    }
  }

  static void internal(HttpServerExchange exchange) {
    if (exchange.isResponseStarted()) {
      IoUtils.safeClose(exchange.getConnection());
    } else {
      exchange.setPersistent(false);
      ApiReply.send(exchange, StatusCodes.INTERNAL_SERVER_ERROR, ApiReply.JSON, INTERNAL);
    }
  }

  static void refuse(HttpServerExchange exchange, Refusal refusal) {
    if (refusal instanceof Refusal.InvalidTransition refused) {
      ApiReply.send(exchange, StatusCodes.FORBIDDEN, ApiReply.JSON, invalidTransition(refused));
    } else if (refusal instanceof Refusal.InvalidRequestId) {
      invalidRequestId(exchange);
    } else if (refusal instanceof Refusal.InvalidInvocationId) {
      ApiReply.send(exchange, StatusCodes.BAD_REQUEST, ApiReply.JSON, INVALID_INVOCATION_ID);
    } else if (refusal instanceof Refusal.InvokeTimeout) {
      ApiReply.send(exchange, StatusCodes.GONE, ApiReply.JSON, INVOKE_TIMEOUT);
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

  private static byte[] error(String message, String type) {
    return utf8("{\"errorMessage\":\"" + message + "\",\"errorType\":\"" + type + "\"}\n");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
