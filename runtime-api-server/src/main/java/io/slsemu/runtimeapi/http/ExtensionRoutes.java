package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.session.ExtensionCalls;
import io.slsemu.runtimeapi.session.ExtensionSession;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.function.Consumer;

/** The table of paths of the Extensions API (version 2020-01-01): 404 where it is disabled. */
final class ExtensionRoutes {

  /** All paths of the API begin with this. */
  static final String VERSION = "/2020-01-01/";

  private static final String REGISTER = VERSION + "extension/register";
  private static final String NEXT = VERSION + "extension/event/next";
  private static final String INIT_ERROR = VERSION + "extension/init/error";
  private static final String EXIT_ERROR = VERSION + "extension/exit/error";

  private final boolean enabled;
  private final ExtensionRegisterHandler register;
  private final ExtensionNextHandler next;
  private final ExtensionErrorHandler initError;
  private final ExtensionErrorHandler exitError;

  ExtensionRoutes(ExtensionSession extensions) {
    ExtensionCalls calls = extensions.calls();
    this.enabled = extensions.isEnabled();
    this.register = new ExtensionRegisterHandler(calls);
    this.next = new ExtensionNextHandler(calls);
    this.initError = new ExtensionErrorHandler(calls::initError);
    this.exitError = new ExtensionErrorHandler(calls::exitError);
  }

  void route(HttpServerExchange exchange, String path) {
    switch (enabled ? path : "") {
      case REGISTER -> only(Methods.POST, exchange, register::handleRequest);
      case NEXT -> only(Methods.GET, exchange, next::handleRequest);
      case INIT_ERROR -> only(Methods.POST, exchange, initError::handleRequest);
      case EXIT_ERROR -> only(Methods.POST, exchange, exitError::handleRequest);
      default -> ApiErrors.notFound(exchange);
    }
  }

  private static void only(
      HttpString method, HttpServerExchange exchange, Consumer<HttpServerExchange> endpoint) {
    if (exchange.getRequestMethod().equals(method)) {
      endpoint.accept(exchange);
    } else {
      ApiErrors.methodNotAllowed(exchange);
    }
  }
}
