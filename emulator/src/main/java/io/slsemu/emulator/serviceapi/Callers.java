package io.slsemu.emulator.serviceapi;

import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.FunctionNotFoundException;
import io.slsemu.emulator.function.FunctionReference;
import io.slsemu.emulator.function.FunctionRegistry;
import io.slsemu.emulator.function.Readiness;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.invoke.CallerIds;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.placement.StartPreference;
import io.slsemu.emulator.report.TraceHeader;
import io.slsemu.emulator.serviceapi.operation.JsonText;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.slsemu.emulator.serviceapi.operation.ServiceHeaders;
import io.slsemu.emulator.serviceapi.operation.Target;
import io.undertow.io.Receiver;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the callers of every operation send alike: which function, the event, its context. */
final class Callers {
  private static final byte[] EMPTY_EVENT = "{}".getBytes(StandardCharsets.UTF_8);

  /** Of base64, in a header (API_Invoke: "up to 3,583 bytes"). */
  private static final int MAX_CONTEXT_BYTES = 3_583;

  private static final String ONLY = "function";

  private final FunctionRegistry functions;
  private final Readiness readiness;
  private final Predicate<FunctionArn> mayRecur;

  /**
   * @param mayRecur which functions may be invoked in a circle
   */
  Callers(FunctionRegistry functions, Readiness readiness, Predicate<FunctionArn> mayRecur) {
    this.functions = functions;
    this.readiness = readiness;
    this.mayRecur = mayRecur;
  }

  /** Reads a body up to the service's limit; one that is too large is refused. */
  static void receive(HttpServerExchange exchange, Receiver.FullBytesCallback receiver) {
    Receiver body = exchange.getRequestReceiver();
    body.setMaxBufferSize(InvokeRequest.MAX_PAYLOAD_BYTES);
    body.receiveFullBytes(
        receiver,
        (failed, cause) -> {
          if (cause instanceof Receiver.RequestToLargeException) {
            ServiceError.tooLarge(InvokeRequest.MAX_PAYLOAD_BYTES).send(failed);
          } else {
            failed.endExchange();
          }
        });
  }

  /**
   * What is asked of a function.
   *
   * @throws Refused if the event or its context is malformed
   */
  InvokeRequest request(HttpServerExchange exchange, FunctionReference function, byte[] body) {
    return new InvokeRequest(
        function,
        event(body),
        clientContext(exchange),
        StartPreference.ANY,
        ids(exchange, function));
  }

  /**
   * Whether the end of the log is to come with the answer.
   *
   * @throws Refused if the header says neither None nor Tail
   */
  static boolean wantsTail(HttpServerExchange exchange) {
    String type = exchange.getRequestHeaders().getFirst(ServiceHeaders.LOG_TYPE);
    if (type != null && !type.equals("None") && !type.equals("Tail")) {
      throw new Refused(ServiceError.logType(type));
    }
    return "Tail".equals(type);
  }

  /**
   * The event: an empty object where there is no body.
   *
   * @throws Refused if it is no JSON
   */
  private static byte[] event(byte[] body) {
    String fault = body.length == 0 ? null : JsonText.findFault(body);
    if (fault != null) {
      throw new Refused(ServiceError.invalidContent(fault));
    }
    return body.length == 0 ? EMPTY_EVENT : body;
  }

  /**
   * @throws Refused if it is too long, not base64, or not of JSON
   */
  private static @Nullable String clientContext(HttpServerExchange exchange) {
    String encoded = exchange.getRequestHeaders().getFirst(ServiceHeaders.CLIENT_CONTEXT);
    if (encoded == null || encoded.isEmpty()) {
      return null;
    }
    if (encoded.length() > MAX_CONTEXT_BYTES) {
      throw refusedContext(
          "it has %d bytes, the service allows %d".formatted(encoded.length(), MAX_CONTEXT_BYTES));
    }
    byte[] context;
    try {
      context = Base64.getDecoder().decode(encoded);
    } catch (IllegalArgumentException e) {
      throw refusedContext("it is not base64: " + e.getMessage());
    }
    if (JsonText.findFault(context) != null) {
      throw refusedContext("it is not JSON");
    }
    return new String(context, StandardCharsets.UTF_8);
  }

  private static Refused refusedContext(String reason) {
    return new Refused(ServiceError.invalidContext(reason));
  }

  /**
   * The function of AWS's emulator, which has one only: that of the name {@code function}, else the
   * only one there is.
   *
   * @throws Refused if there is none, or there are several
   */
  FunctionReference only() {
    if (functions.find(ONLY) != null) {
      return FunctionReference.named(ONLY);
    }
    Collection<Function> all = functions.all();
    if (all.size() != 1) {
      throw new Refused(ServiceError.noSingleFunction(names()));
    }
    return FunctionReference.named(all.iterator().next().name().value());
  }

  /**
   * The function in a path.
   *
   * @throws Refused if the name is malformed, of another region, or there is no such function yet
   */
  FunctionReference named(HttpServerExchange exchange, String name) {
    if (name.equals(ONLY) && functions.find(ONLY) == null) {
      return only();
    }
    Deque<String> qualifier = exchange.getQueryParameters().get("Qualifier");
    Target target =
        Target.of(
            CallerScope.of(exchange, functions.home()),
            name,
            qualifier == null || qualifier.getFirst().isEmpty() ? null : qualifier.getFirst());
    if (readiness.isPending(target.function())) {
      throw new Refused(ServiceError.pending());
    }
    return target.reference();
  }

  /**
   * The request id and the trace that a caller brings along. A trace that comes from a function
   * says how functions led to each other; this one is added.
   */
  private CallerIds ids(HttpServerExchange exchange, FunctionReference function) {
    CallerIds given = InvokeReply.idsOf(exchange);
    TraceHeader trace = given.trace();
    return trace == null || trace.lineage() == null
        ? given
        : new CallerIds(given.requestId(), trace.then(arn(function).toString()));
  }

  /**
   * Makes sure that somebody who waits is not waiting for a loop of functions.
   *
   * @throws Refused if so
   */
  void refuseLoop(FunctionReference function, CallerIds ids) {
    TraceHeader trace = ids.trace();
    if (trace != null && trace.isLoop(arn(function).toString()) && !mayRecur.test(arn(function))) {
      throw new Refused(ServiceError.recursive());
    }
  }

  FunctionArn arn(FunctionReference function) {
    Scope scope = function.scope();
    return (scope == null ? functions.home() : scope).function(function.name());
  }

  /** Answers a dry run: there is such a function, and nothing runs. */
  void tryOut(HttpServerExchange exchange, FunctionReference function) {
    check(function);
    exchange.getResponseHeaders().put(ServiceHeaders.REQUEST_ID, UUID.randomUUID().toString());
    exchange.setStatusCode(StatusCodes.NO_CONTENT);
    exchange.endExchange();
  }

  /** That there is such a function, for those who ask no more. */
  void check(FunctionReference function) {
    try {
      functions.require(function);
    } catch (FunctionNotFoundException e) {
      throw new Refused(ServiceError.of(e));
    }
  }

  private List<String> names() {
    return functions.all().stream().map(each -> each.name().value()).sorted().toList();
  }
}
