package io.slsemu.emulator.serviceapi;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A mistake or a failure that a caller is told of, in the service's form: a header with the name, a
 * JSON body with Type and message.
 *
 * @param status the HTTP status
 * @param name the value of {@code x-amzn-ErrorType}
 * @param body the JSON document
 */
record ServiceError(int status, String name, String body) {
  private static final HttpString ERROR_TYPE = new HttpString("x-amzn-ErrorType");

  static ServiceError notServed(String path, String served) {
    return new ServiceError(
        404,
        "ResourceNotFoundException",
        document("User", "Message", path + " is not served here; POST " + served));
  }

  static ServiceError noSingleFunction(List<String> names) {
    return new ServiceError(
        404,
        "ResourceNotFoundException",
        document("User", "Message", "This path serves a single function; there is " + names));
  }

  /** The one whose wire name differs from the model's ({@code RequestTooLargeException}). */
  static ServiceError tooLarge(int limit) {
    return new ServiceError(
        413,
        "RequestEntityTooLargeException",
        "{\"Message\":\"Request must be smaller than "
            + limit
            + " bytes for the InvokeFunction operation\"}");
  }

  static ServiceError invalidContent(String reason) {
    return new ServiceError(
        400,
        "InvalidRequestContentException",
        document(
            "User",
            "message",
            "Could not parse request body into json: Could not parse payload into json: "
                + reason));
  }

  static ServiceError invalidParameter(String message) {
    return new ServiceError(
        400, "InvalidParameterValueException", document("User", "message", message));
  }

  /** The host failed, not the caller and not the function. */
  static ServiceError service(String message) {
    return new ServiceError(500, "ServiceException", document("Service", "Message", message));
  }

  void send(HttpServerExchange exchange) {
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(ERROR_TYPE, name);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseSender().send(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static String document(String type, String messageKey, String message) {
    return "{\"Type\":\"" + type + "\",\"" + messageKey + "\":" + JsonText.quote(message) + "}";
  }
}
