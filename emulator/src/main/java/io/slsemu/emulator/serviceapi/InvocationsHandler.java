package io.slsemu.emulator.serviceapi;

import io.slsemu.emulator.async.AsyncEvent;
import io.slsemu.emulator.function.FunctionReference;
import io.slsemu.emulator.invoke.InvocationInFlight;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.invoke.Invoker;
import io.slsemu.emulator.invoke.Responder;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.slsemu.emulator.serviceapi.operation.ServiceHeaders;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import io.undertow.util.StatusCodes;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes an event over HTTP, has it invoked, and sends the function's answer. */
final class InvocationsHandler {
  private static final String DRY_RUN = "DryRun";
  private static final String EVENT = "Event";
  private static final List<String> TYPES = List.of(EVENT, "RequestResponse", DRY_RUN);

  private final Callers callers;
  private final Invoker invoker;
  private final Function<AsyncEvent, String> events;
  private final Executor invokeThreads;

  /**
   * @param events takes on what nobody waits for, and gives it an id; may wait
   */
  InvocationsHandler(
      Callers callers,
      Invoker invoker,
      Function<AsyncEvent, String> events,
      Executor invokeThreads) {
    this.events = events;
    this.callers = callers;
    this.invoker = invoker;
    this.invokeThreads = invokeThreads;
  }

  /** For the one function of AWS's emulator. */
  void handleOnly(HttpServerExchange exchange) {
    Callers.receive(exchange, (same, body) -> accept(same, callers::only, body));
  }

  /**
   * @param name the function as the path names it, decoded
   */
  void handle(HttpServerExchange exchange, String name) {
    Callers.receive(exchange, (same, body) -> accept(same, () -> callers.named(same, name), body));
  }

  /** For the older operation that is for events only. */
  void handleEvent(HttpServerExchange exchange, String name) {
    Callers.receive(
        exchange, (same, body) -> accept(same, () -> callers.named(same, name), body, EVENT));
  }

  private void accept(
      HttpServerExchange exchange, Supplier<FunctionReference> function, byte[] body) {
    accept(
        exchange,
        function,
        body,
        exchange.getRequestHeaders().getFirst(ServiceHeaders.INVOCATION_TYPE));
  }

  private void accept(
      HttpServerExchange exchange,
      Supplier<FunctionReference> function,
      byte[] body,
      @Nullable String type) {
    try {
      check(type);
      boolean tail = Callers.wantsTail(exchange);
      InvokeRequest request = callers.request(exchange, function.get(), body);
      if (EVENT.equals(type)) {
        callers.check(request.function());
        AsyncEvent event = event(request);
        exchange.dispatch(invokeThreads, () -> guarded(exchange, () -> queue(exchange, event)));
      } else if (DRY_RUN.equals(type)) {
        callers.tryOut(exchange, request.function());
      } else {
        callers.refuseLoop(request.function(), request.ids());
        // Still on the I/O thread, but after Undertow's own work on this request is done.
        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> begin(exchange, request, tail));
      }
    } catch (Refused e) {
      e.error().send(exchange);
    }
  }

  private AsyncEvent event(InvokeRequest request) {
    if (request.payload().length > AsyncEvent.MAX_BYTES) {
      throw new Refused(ServiceError.tooLarge(AsyncEvent.MAX_BYTES));
    }
    return new AsyncEvent(
        callers.arn(request.function()),
        request.function().qualifier(),
        request.payload(),
        request.ids());
  }

  private void queue(HttpServerExchange exchange, AsyncEvent event) {
    String requestId = events.apply(event);
    exchange.setStatusCode(StatusCodes.ACCEPTED);
    exchange.getResponseHeaders().put(ServiceHeaders.REQUEST_ID, requestId);
    exchange.endExchange();
  }

  private static void check(@Nullable String type) {
    if (type != null && !TYPES.contains(type)) {
      throw new Refused(
          ServiceError.validation(
              List.of(
                  "Value '"
                      + type
                      + "' at 'invocationType' failed to satisfy constraint: Member must satisfy"
                      + " enum value set: "
                      + TYPES)));
    }
  }

  /** Begins at once where nothing has to be waited for; all waiting is done by an invoke thread. */
  private void begin(HttpServerExchange exchange, InvokeRequest request, boolean tail) {
    guarded(
        exchange,
        () -> {
          if (tail) {
            invokeThreads.execute(() -> guarded(exchange, () -> invokeForTail(exchange, request)));
            return;
          }
          Responder responder = new InvokeReply(exchange);
          InvocationInFlight begun = invoker.tryBegin(request, responder);
          invokeThreads.execute(
              () ->
                  guarded(
                      exchange,
                      begun != null ? begun::finish : () -> invoker.invoke(request, responder)));
        });
  }

  /** The log is whole only when the runtime is back at next: the answer waits for that. */
  private void invokeForTail(HttpServerExchange exchange, InvokeRequest request) {
    TailReply reply = new TailReply(new InvokeReply(exchange));
    reply.send(invoker.invoke(request, reply).logs());
  }

  /** The top of a thread's work: whatever happens, the caller is answered. */
  private static void guarded(HttpServerExchange exchange, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      if (!exchange.isResponseStarted()) {
        ServiceError.of(e).send(exchange);
      }
    }
  }
}
