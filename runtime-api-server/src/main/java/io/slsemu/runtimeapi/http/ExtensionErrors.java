package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.session.ExtensionRefusal;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import org.xnio.IoUtils;

/**
 * What the Extensions API answers when it does not do as asked: types and messages are those of
 * AWS's Runtime Interface Emulator ({@code rapi/handler/agent*.go}), all of them 403.
 */
final class ExtensionErrors {

  /** 1 MiB: the limit of the bodies of extensions. */
  static final int MAX_BODY_BYTES = 1 << 20;

  private static final String INVALID_STATE = "Extension.InvalidExtensionState";

  private ExtensionErrors() {}

  static void emptyName(HttpServerExchange exchange) {
    forbidden(exchange, "Extension.InvalidExtensionName", "Empty extension name");
  }

  static void invalidFormat(HttpServerExchange exchange, String message) {
    forbidden(exchange, "InvalidRequestFormat", message);
  }

  static void missingIdentifier(HttpServerExchange exchange) {
    forbidden(
        exchange,
        "Extension.MissingExtensionIdentifier",
        "Missing Lambda-Extension-Identifier header");
  }

  static void invalidIdentifier(HttpServerExchange exchange) {
    forbidden(
        exchange, "Extension.InvalidExtensionIdentifier", "Invalid Lambda-Extension-Identifier");
  }

  static void missingErrorType(HttpServerExchange exchange) {
    forbidden(
        exchange, "Extension.MissingHeader", "Lambda-Extension-Function-Error-Type not found");
  }

  static void tooLarge(HttpServerExchange exchange) {
    send(
        exchange,
        StatusCodes.REQUEST_ENTITY_TOO_LARGE,
        "RequestEntityTooLarge",
        "Exceeded maximum allowed payload size (" + MAX_BODY_BYTES + " bytes).");
  }

  static void refuse(HttpServerExchange exchange, ExtensionRefusal refusal) {
    if (refusal instanceof ExtensionRefusal.UnknownEvent unknown) {
      String message = unknown.event() + ": ErrorInvalidEventType";
      forbidden(exchange, "Extension.InvalidEventType", message);
    } else if (refusal instanceof ExtensionRefusal.ShutdownOfInternal) {
      String message = "SHUTDOWN: ShutdownEventNotSupportedForInternalExtension";
      forbidden(exchange, "Extension.InvalidEventType", message);
    } else if (refusal instanceof ExtensionRefusal.EventOfInternal) {
      // Managed Instances only; rapi/handler/agentregister.go of AWS's emulator for them.
      String message = "No events allowed for internal extensions";
      forbidden(exchange, "Extension.InvalidEventType", message);
    } else if (refusal instanceof ExtensionRefusal.RegistrationClosed) {
      String message = "Extension registration closed already";
      forbidden(exchange, "Extension.RegistrationClosed", message);
    } else if (refusal instanceof ExtensionRefusal.NameTaken) {
      forbidden(exchange, INVALID_STATE, "Extension with this name already registered");
    } else if (refusal instanceof ExtensionRefusal.TooMany many) {
      String message = "Extension limit (" + many.limit() + ") reached";
      forbidden(exchange, "Extension.TooManyExtensions", message);
    } else if (refusal instanceof ExtensionRefusal.UnknownIdentifier unknown) {
      String message = "Unknown extension " + unknown.identifier();
      forbidden(exchange, "Extension.UnknownExtensionIdentifier", message);
    } else if (refusal instanceof ExtensionRefusal.InvalidTransition refused) {
      forbidden(exchange, INVALID_STATE, invalidTransition(refused));
    } else {
      // The session is over: whoever still calls belongs to a sandbox that is being taken down.
      IoUtils.safeClose(exchange.getConnection());
    }
  }

  private static String invalidTransition(ExtensionRefusal.InvalidTransition refused) {
    return "State transition from "
        + refused.from().wireName()
        + " to "
        + refused.event().aim().wireName()
        + " failed for extension "
        + refused.extension()
        + ". Error: State transition is not allowed";
  }

  static void forbidden(HttpServerExchange exchange, String type, String message) {
    send(exchange, StatusCodes.FORBIDDEN, type, message);
  }

  private static void send(HttpServerExchange exchange, int status, String type, String message) {
    byte[] body =
        ApiJson.line(
            json -> {
              json.writeStringField("errorMessage", message);
              json.writeStringField("errorType", type);
            });
    ApiReply.send(exchange, status, ApiReply.JSON, body);
  }
}
