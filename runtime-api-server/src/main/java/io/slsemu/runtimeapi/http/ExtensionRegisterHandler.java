package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.model.FunctionIdentity;
import io.slsemu.runtimeapi.session.ExtensionCalls;
import io.slsemu.runtimeapi.session.Registration;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.StatusCodes;
import java.util.Arrays;

/** {@code POST /extension/register}: an extension makes itself known. */
final class ExtensionRegisterHandler implements HttpHandler {

  private static final String ACCOUNT_ID_FEATURE = "accountId";

  private final ExtensionCalls calls;

  ExtensionRegisterHandler(ExtensionCalls calls) {
    this.calls = calls;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    String name = exchange.getRequestHeaders().getFirst(ExtensionHeaders.NAME);
    if (name == null || name.isEmpty()) {
      ExtensionErrors.emptyName(exchange);
    } else {
      ExtensionBody.require(exchange, body -> register(exchange, name, body));
    }
  }

  private void register(HttpServerExchange exchange, String name, byte[] body) {
    RegisterRequest request = RegisterRequest.parse(body);
    String error = request.error();
    if (error != null) {
      ExtensionErrors.invalidFormat(exchange, error);
      return;
    }
    Registration registration = calls.register(name, request.events());
    if (registration instanceof Registration.Accepted accepted) {
      exchange
          .getResponseHeaders()
          .put(ExtensionHeaders.IDENTIFIER, accepted.identifier().toString());
      byte[] answer = answer(accepted.function(), wantsAccountId(exchange));
      ApiReply.send(exchange, StatusCodes.OK, ApiReply.JSON, answer);
    } else if (registration instanceof Registration.Refused refused) {
      ExtensionErrors.refuse(exchange, refused.refusal());
    }
  }

  private static boolean wantsAccountId(HttpServerExchange exchange) {
    HeaderValues features = exchange.getRequestHeaders().get(ExtensionHeaders.ACCEPT_FEATURE);
    return features != null
        && features.stream()
            .flatMap(list -> Arrays.stream(list.split(",")))
            .anyMatch(feature -> feature.trim().equals(ACCOUNT_ID_FEATURE));
  }

  private static byte[] answer(FunctionIdentity function, boolean withAccountId) {
    return ApiJson.line(
        json -> {
          String accountId = function.accountId();
          if (withAccountId && accountId != null) {
            json.writeStringField("accountId", accountId);
          }
          json.writeStringField("functionName", function.name());
          json.writeStringField("functionVersion", function.version());
          json.writeStringField("handler", function.handler());
        });
  }
}
