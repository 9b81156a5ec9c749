package io.slsemu.emulator.serviceapi.control;

import io.slsemu.emulator.concurrency.TooManyRequestsException;
import io.slsemu.emulator.function.FunctionNotFoundException;
import io.slsemu.emulator.function.FunctionReference;
import io.slsemu.emulator.function.FunctionRegistry;
import io.slsemu.emulator.function.Readiness;
import io.slsemu.emulator.invoke.CallerIds;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.invoke.Invoker;
import io.slsemu.emulator.invoke.Responder;
import io.slsemu.emulator.placement.NoWarmEnvironmentException;
import io.slsemu.emulator.placement.StartPreference;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.serviceapi.operation.ServiceHeaders;
import io.undertow.server.HttpServerExchange;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Invokes a function for a command, and answers with all there is to know of it: what the service's
 * Invoke does not tell a command needs for its exit code and its checks.
 */
final class ControlInvocations {

  private final FunctionRegistry functions;
  private final Readiness readiness;
  private final Invoker invoker;

  ControlInvocations(FunctionRegistry functions, Readiness readiness, Invoker invoker) {
    this.functions = functions;
    this.readiness = readiness;
    this.invoker = invoker;
  }

  /** To be called by a thread that may wait. */
  void invoke(HttpServerExchange exchange, FunctionReference reference, byte[] event) {
    if (readiness.isPending(functions.home().function(reference.name()))) {
      Document.sendError(
          exchange,
          409,
          "pending",
          reference.name() + " cannot be invoked yet: its state is Pending",
          "wait for it: aws lambda wait function-active-v2 --function-name " + reference.name());
      return;
    }
    try {
      InvokeRequest request =
          new InvokeRequest(
              reference,
              event,
              clientContext(exchange),
              start(exchange),
              CallerIds.of(null, exchange.getRequestHeaders().getFirst(ServiceHeaders.TRACE_ID)));
      InvokeResult result = invoker.invoke(request, Responder.NONE);
      Document.send(exchange, json -> ResultDocument.write(json, result));
    } catch (FunctionNotFoundException e) {
      Document.sendError(exchange, 404, "function_not_found", e.getMessage(), null);
    } catch (NoWarmEnvironmentException e) {
      Document.sendError(exchange, 409, "no_warm_environment", e.getMessage(), null);
    } catch (SandboxException e) {
      Document.sendError(exchange, 500, "sandbox", e.getMessage(), e.remedy());
    } catch (TooManyRequestsException e) {
      throttled(exchange, e);
    } catch (IllegalArgumentException e) {
      Document.sendError(exchange, 400, "invalid", e.getMessage(), null);
    }
  }

  private static void throttled(HttpServerExchange exchange, TooManyRequestsException refusal) {
    Document.send(
        exchange,
        429,
        json -> {
          json.writeStringField("error", "throttled");
          json.writeStringField("message", refusal.getMessage());
          json.writeStringField("reason", refusal.reason().name());
          json.writeStringField("limit", refusal.limit());
          Document.nanos(json, "retryAfter", refusal.retryAfter());
        });
  }

  private static @Nullable String clientContext(HttpServerExchange exchange) {
    String encoded = exchange.getRequestHeaders().getFirst(ServiceHeaders.CLIENT_CONTEXT);
    return encoded == null
        ? null
        : new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  private static StartPreference start(HttpServerExchange exchange) {
    String wish = ControlApi.parameter(exchange, "start");
    return wish == null ? StartPreference.ANY : StartPreference.valueOf(wish);
  }
}
