package io.slsemu.emulator.serviceapi.control;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slsemu.emulator.environment.WrongStateException;
import io.slsemu.emulator.function.Deployment;
import io.slsemu.emulator.function.FunctionReference;
import io.slsemu.emulator.function.FunctionRegistry;
import io.slsemu.emulator.function.Readiness;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.invoke.Invoker;
import io.slsemu.emulator.placement.EnvironmentAction;
import io.slsemu.emulator.placement.Environments;
import io.slsemu.emulator.placement.NoSuchEnvironmentException;
import io.slsemu.emulator.sandbox.SandboxProvider;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Serves the commands that look into a running emulator. Not for the network: see {@link Visitors}.
 *
 * <pre>
 * GET  health                           what emulator this is
 * GET  functions                        what can be invoked
 * GET  environments                     what runs, rests or is frozen
 * GET  logs?function=&amp;after=&amp;wait=      newest lines, or the next ones within so many seconds
 * POST functions/{name}/invocations     an invocation, and all there is to know of it
 * POST environments/{id}/{action}       freeze, thaw, kill, recycle
 * POST stop                             ends the emulator
 * </pre>
 */
public final class ControlApi implements HttpHandler {
  /** What the paths begin with. */
  public static final String PREFIX = "/_sls-emu/";

  /** Longer than this nobody waits for a line: whoever does asks again. */
  private static final int MAX_WAIT_SECONDS = 20;

  private final FunctionRegistry functions;
  private final Environments environments;
  private final ControlInvocations invocations;
  private final LogRings logs;
  private final SandboxProvider sandboxes;
  private final Executor threads;
  private volatile @Nullable Runnable onStop;

  /**
   * @param readiness which functions cannot be invoked yet
   * @param threads do what may take time
   */
  public ControlApi(
      FunctionRegistry functions,
      Readiness readiness,
      Environments environments,
      Invoker invoker,
      LogRings logs,
      SandboxProvider sandboxes,
      Executor threads) {
    this.functions = functions;
    this.environments = environments;
    this.invocations = new ControlInvocations(functions, readiness, invoker);
    this.logs = logs;
    this.sandboxes = sandboxes;
    this.threads = threads;
  }

  /**
   * Says that it will be asked.
   *
   * @param stop what ends the emulator; null if no caller may
   */
  public void open(@Nullable Runnable stop) {
    onStop = stop;
    logs.keep();
  }

  /** Sends those away who wait for log lines. */
  public void close() {
    logs.close();
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    String refusal = Visitors.refusal(exchange);
    if (refusal != null) {
      Document.sendError(exchange, 403, "forbidden", refusal, null);
      return;
    }
    exchange.getRequestReceiver().setMaxBufferSize(InvokeRequest.MAX_PAYLOAD_BYTES);
    exchange
        .getRequestReceiver()
        .receiveFullBytes(
            (received, body) -> received.dispatch(threads, () -> answer(received, body)),
            (failed, cause) ->
                Document.sendError(failed, 413, "too_large", "the event is too large", null));
  }

  /** The top of a thread's work: whatever happens, there is an answer. */
  private void answer(HttpServerExchange exchange, byte[] body) {
    try {
      String path = exchange.getRequestPath().substring(PREFIX.length());
      boolean post = exchange.getRequestMethod().equalToString("POST");
      if (post ? !change(exchange, path.split("/", -1), body) : !show(exchange, path)) {
        Document.sendError(exchange, 404, "no_such_path", path + " is not there", null);
      }
    } catch (WrongStateException e) {
      Document.sendError(exchange, 409, "wrong_state", e.getMessage(), e.remedy());
    } catch (NoSuchEnvironmentException e) {
      Document.sendError(exchange, 404, "no_such_environment", e.getMessage(), e.remedy());
    } catch (RuntimeException e) {
      if (!exchange.isResponseStarted()) {
        Document.sendError(exchange, 500, "failed", "the emulator failed: " + e, null);
      }
    }
  }

  private boolean show(HttpServerExchange exchange, String path) {
    switch (path) {
      case "health" -> Document.send(exchange, this::health);
      case "functions" -> {
        List<Deployment> all =
            functions.deployments().stream()
                .sorted(Comparator.comparing(each -> each.latest().arn().toString()))
                .toList();
        Document.send(exchange, json -> Documents.functions(json, all));
      }
      case "environments" ->
          Document.send(exchange, json -> Documents.environments(json, environments.snapshots()));
      case "logs" -> logs(exchange);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean change(HttpServerExchange exchange, String[] path, byte[] body) {
    if (path.length == 1 && path[0].equals("stop")) {
      stop(exchange);
      return true;
    }
    if (path.length != 3) {
      return false;
    }
    if (path[0].equals("functions") && path[2].equals("invocations")) {
      invocations.invoke(exchange, reference(path[1]), body);
      return true;
    }
    EnvironmentAction action = action(path[2]);
    if (!path[0].equals("environments") || action == null) {
      return false;
    }
    String id = environments.act(action, path[1]);
    Document.send(exchange, json -> json.writeStringField("id", id));
    return true;
  }

  private void health(JsonGenerator json) throws IOException {
    json.writeStringField("schema", "sls-emu/health/1");
    json.writeStringField("status", "ok");
    json.writeNumberField("pid", ProcessHandle.current().pid());
    json.writeStringField("sandbox", sandboxes.description());
    json.writeStringField("region", functions.home().region());
    json.writeNumberField("functions", functions.deployments().size());
  }

  private void logs(HttpServerExchange exchange) {
    String function = parameter(exchange, "function");
    long after = number(exchange, "after");
    long wait = Math.min(MAX_WAIT_SECONDS, number(exchange, "wait"));
    List<LogRings.Line> lines = logs.after(function, after, wait, TimeUnit.SECONDS);
    Document.send(exchange, json -> Documents.logs(json, lines, after));
  }

  private void stop(HttpServerExchange exchange) {
    Runnable stop = onStop;
    if (stop == null) {
      Document.sendError(
          exchange,
          409,
          "not_a_daemon",
          "this emulator is part of another program",
          "end that program: process " + ProcessHandle.current().pid());
      return;
    }
    Document.send(exchange, json -> json.writeNumberField("pid", ProcessHandle.current().pid()));
    stop.run();
  }

  private static FunctionReference reference(String path) {
    int colon = path.indexOf(':');
    return colon < 0
        ? FunctionReference.named(path)
        : new FunctionReference(null, path.substring(0, colon), path.substring(colon + 1));
  }

  private static @Nullable EnvironmentAction action(String word) {
    for (EnvironmentAction action : EnvironmentAction.values()) {
      if (action.name().toLowerCase(Locale.ROOT).equals(word)) {
        return action;
      }
    }
    return null;
  }

  static @Nullable String parameter(HttpServerExchange exchange, String name) {
    Deque<String> values = exchange.getQueryParameters().get(name);
    return values == null || values.getFirst().isEmpty() ? null : values.getFirst();
  }

  private static long number(HttpServerExchange exchange, String name) {
    String value = parameter(exchange, name);
    return value == null || !value.matches("\\d{1,18}") ? 0 : Long.parseLong(value);
  }
}
