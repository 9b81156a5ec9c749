package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.model.Invocation;
import io.slsemu.runtimeapi.model.LifecycleEvent;
import io.slsemu.runtimeapi.session.ExtensionCalls;
import io.slsemu.runtimeapi.session.ExtensionDelivery;
import io.slsemu.runtimeapi.session.ExtensionRefusal;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An extension's {@code GET event/next} that waits. */
final class ParkedExtension extends ParkedExchange<ExtensionDelivery> {

  private final HttpServerExchange exchange;
  private final ExtensionCalls calls;
  private final UUID identifier;

  ParkedExtension(HttpServerExchange exchange, ExtensionCalls calls, UUID identifier) {
    super(exchange);
    this.exchange = exchange;
    this.calls = calls;
    this.identifier = identifier;
  }

  @Override
  @Nullable Runnable ask() {
    Optional<ExtensionRefusal> refusal = calls.next(identifier, this);
    return refusal.isEmpty() ? null : () -> ExtensionErrors.refuse(exchange, refusal.get());
  }

  @Override
  void vanished() {
    calls.vanished(identifier, this);
  }

  @Override
  void delivering(ExtensionDelivery delivery) {
    // Nothing is measured of an extension's events.
  }

  @Override
  void undelivered(ExtensionDelivery delivery) {
    calls.undelivered(identifier, delivery);
  }

  @Override
  byte[] write(ExtensionDelivery delivery, HeaderMap headers) {
    headers.put(Headers.CONTENT_TYPE, ApiReply.JSON);
    if (delivery.event() instanceof LifecycleEvent.Invoke invoke) {
      headers.put(ExtensionHeaders.EVENT_IDENTIFIER, delivery.eventId());
      return invoke(invoke.invocation());
    }
    return shutdown((LifecycleEvent.Shutdown) delivery.event());
  }

  private static byte[] invoke(Invocation invocation) {
    return ApiJson.object(
        json -> {
          json.writeStringField("eventType", "INVOKE");
          json.writeNumberField("deadlineMs", invocation.deadlineEpochMillis());
          json.writeStringField("requestId", invocation.requestId());
          json.writeStringField("invokedFunctionArn", invocation.functionArn());
          String traceId = invocation.traceId();
          if (traceId != null && !traceId.isEmpty()) {
            json.writeObjectFieldStart("tracing");
            json.writeStringField("type", "X-Amzn-Trace-Id");
            json.writeStringField("value", traceId);
            json.writeEndObject();
          }
        });
  }

  private static byte[] shutdown(LifecycleEvent.Shutdown shutdown) {
    return ApiJson.object(
        json -> {
          json.writeStringField("eventType", "SHUTDOWN");
          json.writeNumberField("deadlineMs", shutdown.deadlineEpochMillis());
          json.writeStringField("shutdownReason", shutdown.reason().wireName());
        });
  }
}
