package io.slsemu.emulator.serviceapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.serviceapi.operation.Call;
import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.operation.OperationGroup;
import io.slsemu.emulator.serviceapi.operation.OperationHandler;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.Reply;
import io.slsemu.emulator.serviceapi.operation.Route;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.slsemu.emulator.serviceapi.operation.ServiceHeaders;
import io.undertow.io.Receiver;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Has an operation of the service carried out that is no invocation. */
final class OperationsHandler {

  /** Tells who looks that what they ask for is kept and no more; also asked by a test. */
  private static final HttpString CONFIG_ONLY = new HttpString("x-sls-emu-config-only");

  /** Of a request that brings code: base64 of 50 MB and the rest (lambda-platform §3). */
  private static final int MAX_CODE_BYTES = 70_167_211;

  private static final int MAX_BYTES = 6_291_456;

  private final List<OperationGroup> groups;
  private final Scope home;
  private final Executor threads;
  private @Nullable OperationTable table;

  /**
   * @param groups all that can be carried out
   * @param home of callers that say nothing of themselves
   * @param threads may wait
   */
  OperationsHandler(List<OperationGroup> groups, Scope home, Executor threads) {
    this.groups = groups;
    this.home = home;
    this.threads = threads;
  }

  void handle(HttpServerExchange exchange, Route route) {
    exchange.getResponseHeaders().put(ServiceHeaders.REQUEST_ID, UUID.randomUUID().toString());
    Operation operation = route.operation();
    OperationHandler handler = table().handler(operation);
    if (handler == null) {
      ServiceError.absent(operation).send(exchange);
      return;
    }
    if (table().isConfigOnly(operation)) {
      exchange.getResponseHeaders().put(CONFIG_ONLY, "true");
    }
    int limit = limit(operation);
    Receiver body = exchange.getRequestReceiver();
    body.setMaxBufferSize(limit);
    body.receiveFullBytes(
        (same, bytes) -> {
          Call call =
              new Call(
                  operation,
                  CallerScope.of(same, home),
                  route.path(),
                  query(same),
                  lists(same),
                  bytes);
          same.dispatch(threads, () -> run(same, handler, call));
        },
        (failed, cause) -> {
          if (cause instanceof Receiver.RequestToLargeException) {
            ServiceError.tooLarge(limit, operation).send(failed);
          } else {
            failed.endExchange();
          }
        });
  }

  /** Made for the first call: a hundred handlers are a tenth of the time until ready. */
  private synchronized OperationTable table() {
    if (table == null) {
      table = new OperationTable(groups);
    }
    return table;
  }

  private static int limit(Operation operation) {
    return switch (operation) {
      case CREATE_FUNCTION, UPDATE_FUNCTION_CODE, PUBLISH_LAYER_VERSION -> MAX_CODE_BYTES;
      default -> MAX_BYTES;
    };
  }

  static Map<String, String> query(HttpServerExchange exchange) {
    Map<String, String> query = new HashMap<>();
    exchange.getQueryParameters().forEach((name, values) -> query.put(name, values.getFirst()));
    return query;
  }

  private static Map<String, List<String>> lists(HttpServerExchange exchange) {
    Map<String, List<String>> lists = new HashMap<>();
    exchange.getQueryParameters().forEach((name, values) -> lists.put(name, List.copyOf(values)));
    return lists;
  }

  private static void run(HttpServerExchange exchange, OperationHandler handler, Call call) {
    try {
      send(exchange, handler.handle(call));
    } catch (Refused e) {
      e.error().send(exchange);
    } catch (RuntimeException e) {
      ServiceError.of(e).send(exchange);
    }
  }

  private static void send(HttpServerExchange exchange, Reply reply) {
    exchange.setStatusCode(reply.status());
    JsonNode document = reply.document();
    if (document == null) {
      exchange.endExchange();
      return;
    }
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseSender().send(document.toString());
  }
}
