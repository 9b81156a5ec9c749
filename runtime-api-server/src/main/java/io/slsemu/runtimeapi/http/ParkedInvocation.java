package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.model.Invocation;
import io.slsemu.runtimeapi.session.MeetingPoint;
import io.slsemu.runtimeapi.session.ParkedPoll;
import io.slsemu.runtimeapi.session.PendingInvocation;
import io.slsemu.runtimeapi.session.Refusal;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A runtime's {@code GET invocation/next} that waits. */
final class ParkedInvocation extends ParkedExchange<PendingInvocation> implements ParkedPoll {

  private final HttpServerExchange exchange;
  private final MeetingPoint session;

  ParkedInvocation(HttpServerExchange exchange, MeetingPoint session) {
    super(exchange);
    this.exchange = exchange;
    this.session = session;
  }

  @Override
  @Nullable Runnable ask() {
    Optional<Refusal> refusal = session.next(this);
    return refusal.isEmpty() ? null : () -> ApiErrors.refuse(exchange, refusal.get());
  }

  @Override
  void vanished() {
    session.vanished(this);
  }

  @Override
  void delivering(PendingInvocation pending) {
    session.delivering(pending);
  }

  @Override
  void undelivered(PendingInvocation pending) {
    session.undelivered(pending);
  }

  @Override
  byte[] write(PendingInvocation pending, HeaderMap headers) {
    Invocation invocation = pending.invocation();
    boolean always = session.isConcurrent();
    put(headers, always, RuntimeHeaders.REQUEST_ID, invocation.requestId());
    put(headers, always, RuntimeHeaders.INVOCATION_ID, pending.invocationId());
    String deadline = Long.toString(invocation.deadlineEpochMillis());
    put(headers, always, RuntimeHeaders.DEADLINE_MS, deadline);
    put(headers, always, RuntimeHeaders.FUNCTION_ARN, invocation.functionArn());
    put(headers, always, RuntimeHeaders.TRACE_ID, invocation.traceId());
    put(headers, always, RuntimeHeaders.CLIENT_CONTEXT, invocation.clientContext());
    put(headers, always, RuntimeHeaders.COGNITO_IDENTITY, invocation.cognitoIdentity());
    put(headers, always, Headers.CONTENT_TYPE, invocation.contentType());
    return invocation.event();
  }

  /**
   * @param always whether an empty header is written too: on Managed Instances they all are,
   *     elsewhere the service leaves them out (AWS's Runtime Interface Emulator, either tree)
   */
  private static void put(
      HeaderMap headers, boolean always, HttpString name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      headers.put(name, bytesAsChars(value));
    } else if (always) {
      headers.put(name, "");
    }
  }

  /** Undertow writes the low byte of each char; the service's headers are UTF-8. */
  private static String bytesAsChars(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) > 0x7F) {
        return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      }
    }
    return value;
  }
}
