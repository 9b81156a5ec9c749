package io.slsemu.emulator.serviceapi;

import io.slsemu.emulator.async.AsyncEvent;
import io.slsemu.emulator.code.CodeStore;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.FunctionRegistry;
import io.slsemu.emulator.function.Readiness;
import io.slsemu.emulator.http.HttpServer;
import io.slsemu.emulator.invoke.Invoker;
import io.slsemu.emulator.serviceapi.control.ControlApi;
import io.slsemu.emulator.serviceapi.control.Visitors;
import io.slsemu.emulator.serviceapi.operation.OperationGroup;
import io.slsemu.emulator.serviceapi.operation.Route;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.slsemu.emulator.trigger.FunctionUrls;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import org.xnio.XnioWorker;

/**
 * Serves callers over HTTP: the path of AWS's Runtime Interface Emulator, and the service's own for
 * streamed responses.
 */
public final class ServiceApi implements AutoCloseable {
  /** Where a function's zip can be had, by its digest. */
  public static final String CODE_PATH = "/code/";

  /** Where AWS's Runtime Interface Emulator takes events. */
  private static final String ONLY_FUNCTION = "/2015-03-31/functions/function/invocations";

  private final HttpServer server;
  private final InvocationsHandler invocations;
  private final ResponseStreamingHandler streams;
  private final OperationsHandler operations;
  private final CodeHandler codes;
  private final FunctionUrls urls;
  private final ControlApi control;

  /**
   * @param readiness which functions cannot be invoked yet
   * @param mayRecur which functions may be invoked in a circle
   * @param events takes on what nobody waits for, and gives it an id
   * @param groups all that can be carried out beside invocations
   * @param code serves the zips of functions
   * @param control serves the command line
   * @param urls serves what is for a function URL
   * @param worker runs all I/O
   * @param threads run one task for each invocation in flight
   */
  public ServiceApi(
      FunctionRegistry functions,
      Readiness readiness,
      Predicate<FunctionArn> mayRecur,
      Invoker invoker,
      Function<AsyncEvent, String> events,
      List<OperationGroup> groups,
      CodeStore code,
      ControlApi control,
      FunctionUrls urls,
      XnioWorker worker,
      Executor threads) {
    this.server = HttpServer.decoding(worker, this::accept);
    this.urls = urls;
    this.control = control;
    Callers callers = new Callers(functions, readiness, mayRecur);
    this.invocations = new InvocationsHandler(callers, invoker, events, threads);
    this.streams = new ResponseStreamingHandler(callers, invoker, threads);
    this.codes = new CodeHandler(code, threads);
    this.operations = new OperationsHandler(groups, functions.home(), threads);
  }

  /**
   * Starts to listen.
   *
   * @return where, with the true port
   * @throws IOException if the address cannot be bound
   */
  public InetSocketAddress listen(InetSocketAddress address) throws IOException {
    return server.listen(address);
  }

  /** From here on new calls are answered 503; those under way come to their end. */
  public void refuse() {
    server.refuse();
  }

  /** Ends all connections, once those under way are answered or will not be. */
  @Override
  public void close() {
    server.close();
  }

  /**
   * Undertow throws where a chunked body ends in what is no trailer: it is the caller's mistake.
   */
  private void accept(HttpServerExchange exchange) {
    try {
      route(exchange);
    } catch (IllegalArgumentException malformed) {
      exchange.setStatusCode(StatusCodes.BAD_REQUEST);
      exchange.endExchange();
    }
  }

  private void route(HttpServerExchange exchange) {
    if (FunctionUrls.serves(exchange)) {
      urls.handleRequest(exchange);
      return;
    }
    if (Visitors.isForeignPage(exchange)) {
      ServiceError.foreignPage().send(exchange);
      return;
    }
    String path = exchange.getRequestURI();
    if (path.equals(ONLY_FUNCTION) && exchange.getRequestMethod().equals(Methods.POST)) {
      invocations.handleOnly(exchange);
      return;
    }
    String method = exchange.getRequestMethod().toString();
    Route route = Route.find(method, path, OperationsHandler.query(exchange));
    if (route == null) {
      handleOther(exchange, path);
      return;
    }
    switch (route.operation()) {
      case INVOKE -> invocations.handle(exchange, function(route));
      case INVOKE_ASYNC -> invocations.handleEvent(exchange, function(route));
      case INVOKE_WITH_RESPONSE_STREAM -> streams.handle(exchange, function(route));
      default -> operations.handle(exchange, route);
    }
  }

  private static String function(Route route) {
    return String.valueOf(route.path().get("FunctionName"));
  }

  /** Paths that the service does not have. */
  private void handleOther(HttpServerExchange exchange, String path) {
    if (path.startsWith(ControlApi.PREFIX)) {
      control.handleRequest(exchange);
    } else if (path.startsWith(CODE_PATH)) {
      codes.handle(exchange, path.substring(CODE_PATH.length()));
    } else {
      refuse(exchange, path);
    }
  }

  private static void refuse(HttpServerExchange exchange, String path) {
    List<String> methods = Route.methods(path);
    if (methods.isEmpty()) {
      ServiceError.notServed(path, ONLY_FUNCTION).send(exchange);
      return;
    }
    exchange.setStatusCode(StatusCodes.METHOD_NOT_ALLOWED);
    exchange.getResponseHeaders().put(Headers.ALLOW, String.join(", ", methods));
    exchange.endExchange();
  }
}
