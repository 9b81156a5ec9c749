package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.telemetry.SubscriptionApi;
import io.slsemu.runtimeapi.telemetry.TelemetrySession;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The paths of the Telemetry API and the Logs API; each is 404 where it is not there. */
final class TelemetryRoutes {

  /** AWS: "Lambda Telemetry API reference", which also writes it with a slash at its end. */
  private static final String TELEMETRY = "/2022-07-01/telemetry";

  private static final String LOGS = "/2020-08-15/logs";

  private final Map<SubscriptionApi, SubscriptionHandler> handlers =
      new EnumMap<>(SubscriptionApi.class);

  TelemetryRoutes(Optional<TelemetrySession> telemetry) {
    for (SubscriptionApi api : SubscriptionApi.values()) {
      telemetry
          .filter(session -> session.offers(api))
          .ifPresent(session -> handlers.put(api, new SubscriptionHandler(session, api)));
    }
  }

  void route(HttpServerExchange exchange, String path) {
    switch (path) {
      case TELEMETRY, TELEMETRY + "/" -> subscribe(exchange, SubscriptionApi.TELEMETRY);
      case LOGS, LOGS + "/" -> subscribe(exchange, SubscriptionApi.LOGS);
      default -> ApiErrors.notFound(exchange);
    }
  }

  private void subscribe(HttpServerExchange exchange, SubscriptionApi api) {
    SubscriptionHandler handler = handlers.get(api);
    if (handler == null) {
      ApiErrors.notFound(exchange);
    } else if (exchange.getRequestMethod().equals(Methods.PUT)) {
      handler.handleRequest(exchange);
    } else {
      ApiErrors.methodNotAllowed(exchange);
    }
  }
}
