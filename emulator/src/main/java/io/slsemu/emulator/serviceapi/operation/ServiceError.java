package io.slsemu.emulator.serviceapi.operation;

import io.slsemu.emulator.concurrency.TooManyRequestsException;
import io.slsemu.emulator.function.FunctionNotFoundException;
import io.slsemu.emulator.report.Lineage;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.runtimeapi.session.DuplicateRequestIdException;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A mistake or a failure that a caller is told of, in the service's form: a header with the name, a
 * JSON body with Type and message.
 *
 * @param status the HTTP status
 * @param name the value of {@code x-amzn-ErrorType}
 * @param body the JSON document
 * @param headers further headers
 */
public record ServiceError(int status, String name, String body, Map<HttpString, String> headers) {
  private static final HttpString ERROR_TYPE = new HttpString("x-amzn-ErrorType");

  /** Without further headers. */
  public ServiceError(int status, String name, String body) {
    this(status, name, body, Map.of());
  }

  public static ServiceError notServed(String path, String served) {
    return new ServiceError(
        404,
        "ResourceNotFoundException",
        document("User", "Message", path + " is not served here; POST " + served));
  }

  public static ServiceError noSingleFunction(List<String> names) {
    return new ServiceError(
        404,
        "ResourceNotFoundException",
        document("User", "Message", "This path serves a single function; there is " + names));
  }

  /** To invoke: the latest version is named where none was asked for (lambda-platform §4.3). */
  public static ServiceError noFunction(String arn, boolean qualified) {
    return notFound("Function not found: " + arn + (qualified ? "" : ":$LATEST"));
  }

  /** The function is still being made. */
  public static ServiceError pending() {
    return conflict(
        "The operation cannot be performed at this time. The function is currently in the following"
            + " state: Pending");
  }

  /** The one whose wire name differs from the model's ({@code RequestTooLargeException}). */
  public static ServiceError tooLarge(int limit) {
    return tooLarge(limit, "InvokeFunction");
  }

  public static ServiceError tooLarge(int limit, Operation operation) {
    return tooLarge(limit, operation.wireName());
  }

  private static ServiceError tooLarge(int limit, String name) {
    return new ServiceError(
        413,
        "RequestEntityTooLargeException",
        "{\"Message\":\"Request must be smaller than "
            + limit
            + " bytes for the "
            + name
            + " operation\"}");
  }

  public static ServiceError invalidContent(String reason) {
    return unusable(
        "Could not parse request body into json: Could not parse payload into json: " + reason);
  }

  /** In the service's words (recorded: boto/boto3#2153), and why. */
  public static ServiceError invalidContext(String reason) {
    return unusable("Client context must be a valid Base64-encoded JSON object. (" + reason + ")");
  }

  private static ServiceError unusable(String message) {
    return new ServiceError(
        400, "InvalidRequestContentException", document("User", "message", message));
  }

  public static ServiceError invalidParameter(String message) {
    return new ServiceError(
        400, "InvalidParameterValueException", document("User", "message", message));
  }

  /** Recorded from the service, member order and all, in November 2025. */
  public static ServiceError throttled(TooManyRequestsException refusal) {
    return new ServiceError(
        429,
        "TooManyRequestsException",
        "{\"Reason\":\""
            + refusal.reason().wireName()
            + "\",\"Type\":\"User\",\"message\":\""
            + TooManyRequestsException.MESSAGE
            + "\"}",
        Map.of(Headers.RETRY_AFTER, Long.toString(refusal.retryAfterSeconds())));
  }

  /** What breaks the model, all of it at once (recorded from the service; without Type). */
  public static ServiceError validation(List<String> violations) {
    int count = violations.size();
    return new ServiceError(
        400,
        "ValidationException",
        "{\"message\":"
            + JsonText.quote(
                count
                    + " validation error"
                    + (count == 1 ? "" : "s")
                    + " detected: "
                    + String.join("; ", violations))
            + "}");
  }

  /** A body that is not what the operation reads. */
  public static ServiceError serialization(String reason) {
    return new ServiceError(400, "SerializationException", document("User", "Message", reason));
  }

  /** A word that the parameter's list of values does not have. */
  public static ServiceError logType(String value) {
    return validation(
        List.of(
            "Value '"
                + value
                + "' at 'logType' failed to satisfy constraint: Member must satisfy enum value set:"
                + " [None, Tail]"));
  }

  /** Nothing of the name is there. */
  public static ServiceError notFound(String message) {
    return new ServiceError(404, "ResourceNotFoundException", document("User", "Message", message));
  }

  /** A function that leads to itself again and again. */
  public static ServiceError recursive() {
    return new ServiceError(
        400, "RecursiveInvocationException", document("User", "Message", Lineage.STOPPED));
  }

  /** What is there stands in the way. */
  public static ServiceError conflict(String message) {
    return new ServiceError(409, "ResourceConflictException", document("User", "message", message));
  }

  /** It was changed since the caller looked. */
  public static ServiceError preconditionFailed(String message) {
    return new ServiceError(
        412, "PreconditionFailedException", document("User", "message", message));
  }

  /**
   * One that only some operations have.
   *
   * @param messageKey {@code message} or {@code Message}, as the model spells it for this one
   */
  public static ServiceError user(int status, String name, String messageKey, String message) {
    return new ServiceError(status, name, document("User", messageKey, message));
  }

  /** The same without Type, which the service leaves out of some. */
  public static ServiceError untyped(int status, String name, String messageKey, String message) {
    return new ServiceError(
        status, name, "{\"" + messageKey + "\":" + JsonText.quote(message) + "}");
  }

  /** An operation of the model that this emulator does not carry out. */
  public static ServiceError absent(Operation operation) {
    return new ServiceError(
        501,
        "NotImplementedException",
        document(
            "Service",
            "Message",
            operation.wireName() + " is not there: sls-emu does not carry it out"));
  }

  /** As AWS's Runtime Interface Emulator answers for Managed Instances. */
  public static ServiceError ofManagedInstance(String type) {
    return new ServiceError(
        400, type, "{\"errorType\":\"" + type + "\"}", Map.of(new HttpString("Error-Type"), type));
  }

  /** A web page of another machine has asked. */
  public static ServiceError foreignPage() {
    return new ServiceError(
        403,
        "AccessDeniedException",
        document(
            "User",
            "Message",
            "A request with an Origin header of another machine comes from a web page, which may"
                + " not ask this; pages of localhost may"));
  }

  /** The host failed, not the caller and not the function. */
  public static ServiceError service(String message) {
    return new ServiceError(500, "ServiceException", document("Service", "Message", message));
  }

  /** What a fault of ours or of the host is for the caller. */
  public static ServiceError of(RuntimeException fault) {
    if (fault instanceof TooManyRequestsException refusal) {
      return throttled(refusal);
    }
    if (fault instanceof FunctionNotFoundException missing) {
      return noFunction(missing.arn(), missing.isQualified());
    }
    if (fault instanceof DuplicateRequestIdException) {
      return ofManagedInstance("Client.DuplicatedInvokeId");
    }
    return fault instanceof SandboxException failed
        ? service(failed.getMessage() + "; " + failed.remedy())
        : service("the emulator failed: " + fault);
  }

  /** Answers a request with it. No answer of the service is without a request's id. */
  public void send(HttpServerExchange exchange) {
    if (!exchange.getResponseHeaders().contains(ServiceHeaders.REQUEST_ID)) {
      exchange.getResponseHeaders().put(ServiceHeaders.REQUEST_ID, UUID.randomUUID().toString());
    }
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(ERROR_TYPE, name);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    headers.forEach((header, value) -> exchange.getResponseHeaders().put(header, value));
    exchange.getResponseSender().send(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static String document(String type, String messageKey, String message) {
    return "{\"Type\":\"" + type + "\",\"" + messageKey + "\":" + JsonText.quote(message) + "}";
  }
}
