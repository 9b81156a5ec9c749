package io.slsemu.emulator.serviceapi;

import io.slsemu.emulator.environment.InvocationOutcome;
import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.invoke.CallerIds;
import io.slsemu.emulator.invoke.LogTail;
import io.slsemu.emulator.invoke.Responder;
import io.slsemu.emulator.report.TraceHeader;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.slsemu.emulator.serviceapi.operation.ServiceHeaders;
import io.slsemu.runtimeapi.model.Invocation;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Answers the caller of an Invoke over HTTP. A function's error is a 200 with a header; that a
 * shared environment was ended is none.
 */
final class InvokeReply implements Responder {
  private static final HttpString FUNCTION_ERROR = new HttpString("X-Amz-Function-Error");
  private static final HttpString LOG_RESULT = new HttpString("X-Amz-Log-Result");

  private final HttpServerExchange exchange;
  private volatile String executedVersion = Function.LATEST;

  InvokeReply(HttpServerExchange exchange) {
    this.exchange = exchange;
  }

  /** The request id and the trace that a caller brings along. */
  static CallerIds idsOf(HttpServerExchange exchange) {
    HeaderMap headers = exchange.getRequestHeaders();
    return CallerIds.of(
        headers.getFirst(ServiceHeaders.REQUEST_ID), headers.getFirst(ServiceHeaders.TRACE_ID));
  }

  @Override
  public void resolved(Function function) {
    executedVersion = function.version();
  }

  @Override
  public void answer(Invocation invocation, InvocationOutcome outcome) {
    HeaderMap headers = exchange.getResponseHeaders();
    if (outcome.kind() == Kind.ENVIRONMENT_SHUT_DOWN) {
      headers.put(ServiceHeaders.REQUEST_ID, invocation.requestId());
      ServiceError.ofManagedInstance(String.valueOf(outcome.errorType())).send(exchange);
      return;
    }
    headers.put(Headers.CONTENT_TYPE, "application/json");
    headers.put(ServiceHeaders.REQUEST_ID, invocation.requestId());
    headers.put(ServiceHeaders.EXECUTED_VERSION, executedVersion);
    String trace = invocation.traceId();
    if (trace != null) {
      headers.put(ServiceHeaders.TRACE_ID, TraceHeader.forCaller(trace));
    }
    if (outcome.isError()) {
      headers.put(FUNCTION_ERROR, "Unhandled");
    }
    exchange.getResponseSender().send(ByteBuffer.wrap(outcome.payload()));
  }

  /** Puts the end of the log into the answer to come. */
  void tail(List<String> logs) {
    exchange.getResponseHeaders().put(LOG_RESULT, LogTail.encoded(logs));
  }
}
