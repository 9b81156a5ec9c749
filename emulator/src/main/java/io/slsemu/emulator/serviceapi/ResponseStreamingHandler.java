package io.slsemu.emulator.serviceapi;

import io.slsemu.emulator.environment.InvocationOutcome;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.invoke.InvocationInFlight;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.invoke.Invoker;
import io.slsemu.emulator.invoke.Responder;
import io.slsemu.emulator.invoke.StreamingResponder;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.slsemu.emulator.serviceapi.operation.ServiceHeaders;
import io.slsemu.runtimeapi.model.Invocation;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The service's {@code InvokeWithResponseStream}. */
final class ResponseStreamingHandler {
  private final Callers callers;
  private final Invoker invoker;
  private final Executor invokeThreads;

  ResponseStreamingHandler(Callers callers, Invoker invoker, Executor invokeThreads) {
    this.callers = callers;
    this.invoker = invoker;
    this.invokeThreads = invokeThreads;
  }

  /**
   * @param name the function as the path names it
   */
  void handle(HttpServerExchange exchange, String name) {
    Callers.receive(exchange, (same, body) -> accept(same, name, body));
  }

  private void accept(HttpServerExchange exchange, String name, byte[] body) {
    try {
      String type = exchange.getRequestHeaders().getFirst(ServiceHeaders.INVOCATION_TYPE);
      boolean dry = "DryRun".equals(type);
      if (type != null && !dry && !type.equals("RequestResponse")) {
        throw new Refused(
            ServiceError.invalidParameter(
                "invocation type " + type + " cannot be streamed; use RequestResponse or DryRun"));
      }
      boolean tail = Callers.wantsTail(exchange);
      InvokeRequest request = callers.request(exchange, callers.named(exchange, name), body);
      if (dry) {
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

  private void begin(HttpServerExchange exchange, InvokeRequest request, boolean tail) {
    EventStreamResponse response = new EventStreamResponse(exchange);
    StreamingResponder responder = tail ? new EndLater(response) : response;
    guarded(
        response,
        () -> {
          InvocationInFlight begun = invoker.tryBegin(request, responder);
          invokeThreads.execute(
              () -> guarded(response, () -> finish(begun, request, responder, response, tail)));
        });
  }

  private void finish(
      @Nullable InvocationInFlight begun,
      InvokeRequest request,
      Responder responder,
      EventStreamResponse response,
      boolean tail) {
    InvokeResult result = begun != null ? begun.finish() : invoker.invoke(request, responder);
    if (tail) {
      response.end(
          result.report().requestId(), StreamEnd.document(result.outcome(), result.logs()));
    }
  }

  /** The top of a thread's work: whatever happens, the caller is answered. */
  private static void guarded(EventStreamResponse response, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      response.fail(ServiceError.of(e));
    }
  }

  /** Leaves the end to the handler, which knows the log only when all is over. */
  private record EndLater(EventStreamResponse response) implements StreamingResponder {
    @Override
    public void resolved(Function function) {
      response.resolved(function);
    }

    @Override
    public void begin(String requestId, String contentType) {
      response.begin(requestId, contentType);
    }

    @Override
    public void piece(ByteBuffer piece, Runnable more) {
      response.piece(piece, more);
    }

    @Override
    public void answer(Invocation invocation, InvocationOutcome outcome) {}
  }
}
