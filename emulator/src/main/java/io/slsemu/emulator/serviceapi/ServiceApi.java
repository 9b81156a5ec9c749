package io.slsemu.emulator.serviceapi;

import io.slsemu.emulator.function.FunctionRegistry;
import io.slsemu.emulator.invoke.Invoker;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.xnio.XnioWorker;

/** Serves callers over HTTP: one path for now, the one of AWS's Runtime Interface Emulator. */
public final class ServiceApi implements AutoCloseable {
  private static final String PATH = "/2015-03-31/functions/function/invocations";

  private final XnioWorker worker;
  private final HttpHandler invocations;
  private final List<Undertow> servers = new ArrayList<>();

  /**
   * @param worker runs all I/O
   * @param invokeThreads runs one task for each invocation in flight
   */
  public ServiceApi(
      FunctionRegistry functions, Invoker invoker, XnioWorker worker, Executor invokeThreads) {
    this.worker = worker;
    this.invocations = new InvocationsHandler(functions, invoker, invokeThreads);
  }

  /**
   * Starts to listen.
   *
   * @return where, with the true port
   * @throws IOException if the address cannot be bound
   */
  public synchronized InetSocketAddress listen(InetSocketAddress address) throws IOException {
    Undertow server =
        Undertow.builder()
            .setWorker(worker)
            .addHttpListener(address.getPort(), address.getHostString())
            // The handler holds the service's own limit; Undertow's would cut bodies at 2 MiB.
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
            .setHandler(this::route)
            .build();
    try {
      server.start();
    } catch (RuntimeException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
    }
    servers.add(server);
    return (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
  }

  @Override
  public synchronized void close() {
    servers.forEach(Undertow::stop);
    servers.clear();
  }

  private void route(HttpServerExchange exchange) throws Exception {
    if (!exchange.getRequestPath().equals(PATH)) {
      ServiceError.notServed(exchange.getRequestPath(), PATH).send(exchange);
    } else if (!exchange.getRequestMethod().equals(Methods.POST)) {
      exchange.setStatusCode(405);
      exchange.getResponseHeaders().put(Headers.ALLOW, "POST");
      exchange.endExchange();
    } else {
      invocations.handleRequest(exchange);
    }
  }
}
