package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.session.MeetingPoint;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;

/**
 * The table of paths of one environment's Runtime API (version 2018-06-01). What is not in it is
 * 404.
 */
public final class RuntimeApiRoutes implements HttpHandler {

  private static final String VERSION = "/2018-06-01";
  private static final String PING = VERSION + "/ping";
  private static final String NEXT = VERSION + "/runtime/invocation/next";
  private static final String INIT_ERROR = VERSION + "/runtime/init/error";
  private static final String INVOCATION = VERSION + "/runtime/invocation/";
  private static final String RESPONSE = "/response";
  private static final String ERROR = "/error";

  private final InvocationNextHandler next;
  private final InvocationResponseHandler response;
  private final InvocationErrorHandler error;
  private final InitErrorHandler initError;
  private final RestoreRoutes restore;
  private final ExtensionRoutes extensions;
  private final TelemetryRoutes telemetry;

  public RuntimeApiRoutes(MeetingPoint session) {
    this.next = new InvocationNextHandler(session);
    this.response = new InvocationResponseHandler(session);
    this.error = new InvocationErrorHandler(session);
    this.initError =
        new InitErrorHandler(
            session.isConcurrent()
                ? ApiErrors.MAX_MANAGED_ERROR_BYTES
                : ApiErrors.MAX_PAYLOAD_BYTES,
            session::nanoTime,
            session::initError);
    this.restore = new RestoreRoutes(session);
    this.extensions = new ExtensionRoutes(session.extensions());
    this.telemetry = new TelemetryRoutes(session.telemetry());
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    try {
      route(exchange, exchange.getRequestPath());
    } catch (RuntimeException e) {
      // A fault of ours: the runtime hears of it as from the service, without a stack trace.
      ApiErrors.internal(exchange);
    }
  }

  private void route(HttpServerExchange exchange, String path) {
    switch (path) {
      case NEXT -> only(Methods.GET, exchange, next::handleRequest);
      case INIT_ERROR -> only(Methods.POST, exchange, initError::handleRequest);
      case PING -> only(Methods.GET, exchange, ApiReply::pong);
      case RestoreRoutes.NEXT, RestoreRoutes.ERROR, RestoreRoutes.CREDENTIALS ->
          restore.handle(exchange, path);
      default -> routeOther(exchange, path);
    }
  }

  private void routeOther(HttpServerExchange exchange, String path) {
    if (path.startsWith(ExtensionRoutes.VERSION)) {
      extensions.route(exchange, path);
    } else {
      routeAnswer(exchange, path);
    }
  }

  private void routeAnswer(HttpServerExchange exchange, String path) {
    int idEnd = path.startsWith(INVOCATION) ? path.indexOf('/', INVOCATION.length()) : -1;
    if (idEnd <= INVOCATION.length()) {
      telemetry.route(exchange, path);
      return;
    }
    String requestId = path.substring(INVOCATION.length(), idEnd);
    if (path.length() == idEnd + RESPONSE.length() && path.endsWith(RESPONSE)) {
      only(Methods.POST, exchange, same -> response.handle(same, requestId));
    } else if (path.length() == idEnd + ERROR.length() && path.endsWith(ERROR)) {
      only(Methods.POST, exchange, same -> error.handle(same, requestId));
    } else {
      ApiErrors.notFound(exchange);
    }
  }

  private static void only(HttpString method, HttpServerExchange exchange, Endpoint endpoint) {
    if (exchange.getRequestMethod().equals(method)) {
      endpoint.handle(exchange);
    } else {
      ApiErrors.methodNotAllowed(exchange);
    }
  }

  /** What answers a request; unlike Undertow's own kind, it throws nothing checked. */
  @FunctionalInterface
  private interface Endpoint {
    void handle(HttpServerExchange exchange);
  }
}
