package io.slsemu.emulator.serviceapi;

import io.slsemu.emulator.environment.InvocationOutcome;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionRegistry;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.invoke.Invoker;
import io.slsemu.emulator.placement.StartPreference;
import io.slsemu.emulator.sandbox.SandboxException;
import io.undertow.io.Receiver;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Takes an event over HTTP, has it invoked, and sends the function's answer. */
final class InvocationsHandler implements HttpHandler {
  private static final HttpString INVOCATION_TYPE = new HttpString("X-Amz-Invocation-Type");
  private static final HttpString CLIENT_CONTEXT = new HttpString("X-Amz-Client-Context");
  private static final HttpString REQUEST_ID = new HttpString("x-amzn-RequestId");
  private static final HttpString EXECUTED_VERSION = new HttpString("X-Amz-Executed-Version");
  private static final HttpString FUNCTION_ERROR = new HttpString("X-Amz-Function-Error");
  private static final byte[] EMPTY_EVENT = "{}".getBytes(StandardCharsets.UTF_8);

  private final FunctionRegistry functions;
  private final Invoker invoker;
  private final Executor invokeThreads;

  InvocationsHandler(FunctionRegistry functions, Invoker invoker, Executor invokeThreads) {
    this.functions = functions;
    this.invoker = invoker;
    this.invokeThreads = invokeThreads;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    Receiver receiver = exchange.getRequestReceiver();
    receiver.setMaxBufferSize(InvokeRequest.MAX_PAYLOAD_BYTES);
    receiver.receiveFullBytes(
        this::accept,
        (failed, cause) -> {
          if (cause instanceof Receiver.RequestToLargeException) {
            ServiceError.tooLarge(InvokeRequest.MAX_PAYLOAD_BYTES).send(failed);
          } else {
            failed.endExchange();
          }
        });
  }

  private void accept(HttpServerExchange exchange, byte[] body) {
    ServiceError error = check(exchange, body);
    if (error != null) {
      error.send(exchange);
      return;
    }
    exchange.dispatch(invokeThreads, () -> invoke(exchange, body));
  }

  private @Nullable ServiceError check(HttpServerExchange exchange, byte[] body) {
    String type = exchange.getRequestHeaders().getFirst(INVOCATION_TYPE);
    if (type != null && !type.equals("RequestResponse")) {
      return ServiceError.invalidParameter(
          "invocation type " + type + " is not served by this path; use RequestResponse");
    }
    String fault = body.length == 0 ? null : JsonText.findFault(body);
    return fault == null ? null : ServiceError.invalidContent(fault);
  }

  /** The top of an invoke thread: whatever happens, the caller is answered. */
  private void invoke(HttpServerExchange exchange, byte[] body) {
    try {
      invokeSingle(exchange, body);
    } catch (SandboxException e) {
      fail(exchange, e.getMessage() + "; " + e.remedy());
    } catch (RuntimeException e) {
      fail(exchange, "the emulator failed: " + e);
    }
  }

  private void invokeSingle(HttpServerExchange exchange, byte[] body) {
    Function function = single();
    if (function == null) {
      ServiceError.noSingleFunction(names()).send(exchange);
      return;
    }
    @Nullable String clientContext;
    try {
      clientContext = clientContext(exchange);
    } catch (IllegalArgumentException e) {
      ServiceError.invalidParameter("the client context is not base64: " + e.getMessage())
          .send(exchange);
      return;
    }
    InvokeRequest request =
        new InvokeRequest(
            function.name().value(),
            body.length == 0 ? EMPTY_EVENT : body,
            clientContext,
            StartPreference.ANY);
    invoker.invoke(request, (requestId, outcome) -> answer(exchange, requestId, outcome));
  }

  private List<String> names() {
    return functions.all().stream().map(each -> each.name().value()).sorted().toList();
  }

  /** The one function there is, or the one named {@code function}. */
  private @Nullable Function single() {
    Collection<Function> all = functions.all();
    return all.size() == 1 ? all.iterator().next() : functions.find("function");
  }

  private static @Nullable String clientContext(HttpServerExchange exchange) {
    String encoded = exchange.getRequestHeaders().getFirst(CLIENT_CONTEXT);
    return encoded == null
        ? null
        : new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  /** A function's error is a 200 with a header, as on the service. */
  private static void answer(
      HttpServerExchange exchange, String requestId, InvocationOutcome outcome) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseHeaders().put(REQUEST_ID, requestId);
    exchange.getResponseHeaders().put(EXECUTED_VERSION, Function.LATEST);
    if (outcome.isError()) {
      exchange.getResponseHeaders().put(FUNCTION_ERROR, "Unhandled");
    }
    exchange.getResponseSender().send(ByteBuffer.wrap(outcome.payload()));
  }

  private static void fail(HttpServerExchange exchange, String message) {
    if (!exchange.isResponseStarted()) {
      ServiceError.service(message).send(exchange);
    }
  }
}
