package io.slsemu.emulator.trigger;

import io.slsemu.emulator.concurrency.TooManyRequestsException;
import io.slsemu.emulator.function.FunctionNotFoundException;
import io.slsemu.emulator.function.FunctionReference;
import io.slsemu.emulator.invoke.CallerIds;
import io.slsemu.emulator.invoke.InvocationInFlight;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.placement.StartPreference;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.trigger.mapping.Arrival;
import io.slsemu.emulator.trigger.mapping.Failure;
import io.slsemu.emulator.trigger.mapping.FrontDoor;
import io.slsemu.emulator.trigger.mapping.FunctionUrlConfig.InvokeMode;
import io.slsemu.emulator.trigger.mapping.FunctionUrlDoor;
import io.slsemu.emulator.trigger.mapping.WebRequest;
import io.slsemu.emulator.trigger.mapping.WebResponse;
import io.undertow.io.Receiver;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.util.Objects;

/** Takes requests at a front door, has the function invoked, and sends what becomes of it. */
final class DoorHandler {
  private final FrontDoor door;
  private final FunctionReference function;
  private final DoorServices services;

  DoorHandler(FrontDoor door, FunctionReference function, DoorServices services) {
    this.door = door;
    this.function = function;
    this.services = services;
  }

  /**
   * @param rawPath the path as the function is to see it
   */
  void handle(HttpServerExchange exchange, String rawPath) {
    WebResponse early = door.intercept(Requests.of(exchange, rawPath, new byte[0]));
    if (early != null) {
      Requests.send(exchange, early);
      return;
    }
    Receiver body = exchange.getRequestReceiver();
    body.setMaxBufferSize(door.maxBodyBytes());
    body.receiveFullBytes(
        (same, bytes) ->
            // Still on the I/O thread, but after Undertow's own work on this request is done.
            same.dispatch(SameThreadExecutor.INSTANCE, () -> accept(same, rawPath, bytes)),
        (failed, cause) -> refuse(failed, rawPath, cause));
  }

  /** The rest of the body is read and dropped: many clients read no answer before they sent it. */
  private void refuse(HttpServerExchange exchange, String rawPath, Exception cause) {
    if (cause instanceof Receiver.RequestToLargeException) {
      WebRequest request = Requests.of(exchange, rawPath, new byte[0]);
      Visit visit = visit(request, ids(request));
      Requests.send(exchange, visit.failure(Failure.BODY_TOO_LARGE));
    } else {
      exchange.endExchange();
    }
  }

  private void accept(HttpServerExchange exchange, String rawPath, byte[] body) {
    WebRequest request = Requests.of(exchange, rawPath, body);
    CallerIds ids = ids(request);
    Visit visit = visit(request, ids);
    byte[] event = door.event(request, visit.arrival());
    if (event.length > InvokeRequest.MAX_PAYLOAD_BYTES) {
      Requests.send(exchange, visit.failure(Failure.EVENT_TOO_LARGE));
    } else {
      begin(
          new InvokeRequest(function, event, null, StartPreference.ANY, ids),
          reply(exchange, visit));
    }
  }

  private Reply reply(HttpServerExchange exchange, Visit visit) {
    return door instanceof FunctionUrlDoor url
            && url.config().invokeMode() == InvokeMode.RESPONSE_STREAM
        ? new StreamedReply(exchange, visit, url)
        : new WholeReply(exchange, visit, services.timer());
  }

  /** Begins at once where nothing has to be waited for; all waiting is done by an invoke thread. */
  private void begin(InvokeRequest request, Reply reply) {
    guarded(
        reply,
        () -> {
          InvocationInFlight begun = services.invoker().tryBegin(request, reply);
          services
              .invokeThreads()
              .execute(
                  () ->
                      guarded(
                          reply,
                          begun != null
                              ? begun::finish
                              : () -> services.invoker().invoke(request, reply)));
        });
  }

  /** The top of a thread's work: whatever happens, the client is answered. */
  private void guarded(Reply reply, Runnable work) {
    try {
      work.run();
    } catch (TooManyRequestsException e) {
      reply.fail(Failure.THROTTLED);
    } catch (FunctionNotFoundException e) {
      reply.fail(Failure.NO_FUNCTION);
    } catch (SandboxException e) {
      services.notices().accept(function + ": " + e.getMessage() + "; " + e.remedy());
      reply.fail(Failure.PLATFORM);
    } catch (RuntimeException e) {
      services.notices().accept("the emulator failed to call " + function + ": " + e);
      reply.fail(Failure.PLATFORM);
    }
  }

  private CallerIds ids(WebRequest request) {
    return CallerIds.made(request.first("X-Amzn-Trace-Id"), services.time().wall().millis());
  }

  private Visit visit(WebRequest request, CallerIds ids) {
    Arrival arrival =
        new Arrival(
            Objects.requireNonNull(ids.requestId()),
            Objects.requireNonNull(ids.trace()).root(),
            services.time().wall().millis());
    return new Visit(door, function, request, arrival, services.notices());
  }
}
