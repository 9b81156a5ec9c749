package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.session.ExtensionRefusal;
import io.slsemu.runtimeapi.telemetry.SubscriptionAnswer;
import io.slsemu.runtimeapi.telemetry.SubscriptionApi;
import io.slsemu.runtimeapi.telemetry.TelemetrySession;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code PUT} of a subscription. Answers are those of AWS's Runtime Interface Emulator; who calls
 * is looked at first, then what it wants, then whether it is in time.
 */
final class SubscriptionHandler implements HttpHandler {

  private static final byte[] OK = utf8("\"OK\"");

  private final TelemetrySession telemetry;
  private final SubscriptionApi api;

  SubscriptionHandler(TelemetrySession telemetry, SubscriptionApi api) {
    this.telemetry = telemetry;
    this.api = api;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    ExtensionIdentifier.require(exchange, identifier -> identified(exchange, identifier));
  }

  private void identified(HttpServerExchange exchange, UUID identifier) {
    Optional<String> extension = telemetry.extensionName(identifier);
    if (extension.isEmpty()) {
      ExtensionErrors.refuse(exchange, new ExtensionRefusal.UnknownIdentifier(identifier));
      return;
    }
    ExtensionBody.require(
        exchange, body -> answer(exchange, telemetry.subscribe(api, extension.get(), body)));
  }

  private void answer(HttpServerExchange exchange, SubscriptionAnswer answer) {
    if (answer instanceof SubscriptionAnswer.Subscribed) {
      ApiReply.send(exchange, StatusCodes.OK, ApiReply.JSON, OK);
    } else if (answer instanceof SubscriptionAnswer.Invalid invalid) {
      ApiReply.send(exchange, StatusCodes.BAD_REQUEST, ApiReply.JSON, invalid(invalid.message()));
    } else {
      ExtensionErrors.forbidden(exchange, api.closedType(), api.closedMessage());
    }
  }

  /** The service names the type first here, and ends without a line feed. */
  private byte[] invalid(String message) {
    return ApiJson.object(
        json -> {
          json.writeStringField("errorType", api.invalidType());
          json.writeStringField("errorMessage", message);
        });
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
