package io.slsemu.cli.daemon;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.input.JsonObject;
import io.slsemu.emulator.concurrency.ThrottleReason;
import io.slsemu.emulator.concurrency.TooManyRequestsException;
import io.slsemu.emulator.environment.InvocationOutcome;
import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.placement.NoWarmEnvironmentException;
import io.slsemu.emulator.placement.StartPreference;
import io.slsemu.emulator.report.InvocationReport;
import io.slsemu.emulator.report.MemorySource;
import io.slsemu.emulator.report.RestoreFigures;
import io.slsemu.emulator.sandbox.Fidelity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An invocation by a daemon, whose result is as complete as that of an emulator of one's own. */
public final class RemoteCall {
  private final Daemon daemon;

  public RemoteCall(Daemon daemon) {
    this.daemon = daemon;
  }

  /**
   * Invokes and waits, with the exceptions that an emulator has for it.
   *
   * @throws CommandFailure if the daemon has no such function, or is lost
   */
  public InvokeResult invoke(InvokeRequest request) {
    String name = request.function().toString();
    String query = request.start() == StartPreference.ANY ? "" : "?start=" + request.start();
    Answer answer = daemon.invoke(name, query, headers(request), request.payload());
    if (answer.isGood()) {
      return result(answer.document());
    }
    throw failure(answer, name);
  }

  private RuntimeException failure(Answer answer, String functionName) {
    if (answer.status() == 429) {
      JsonObject refusal = answer.document();
      return new TooManyRequestsException(
          ThrottleReason.valueOf(refusal.requireText("reason")),
          Duration.ofNanos(refusal.requireNumber("retryAfter")),
          refusal.requireText("limit"));
    }
    return answer.status() == 409 && "no_warm_environment".equals(answer.document().text("error"))
        ? new NoWarmEnvironmentException(functionName)
        : daemon.refusal(answer);
  }

  private static Map<String, String> headers(InvokeRequest request) {
    Map<String, String> headers = new LinkedHashMap<>();
    String context = request.clientContext();
    if (context != null) {
      headers.put(
          "X-Amz-Client-Context",
          Base64.getEncoder().encodeToString(context.getBytes(StandardCharsets.UTF_8)));
    }
    if (request.ids().trace() != null) {
      headers.put("X-Amzn-Trace-Id", request.ids().trace().toString());
    }
    return headers;
  }

  private static InvokeResult result(JsonObject document) {
    JsonObject outcome = document.object("outcome");
    JsonObject start = document.object("start");
    return new InvokeResult(
        new InvocationOutcome(
            Kind.valueOf(outcome.requireText("kind")),
            Base64.getDecoder().decode(outcome.requireText("payload")),
            outcome.text("errorType")),
        report(document.object("report")),
        new InvokeResult.Start(
            start.requireText("type"),
            start.requireText("environmentId"),
            (int) start.requireNumber("invocationIndex"),
            duration(start, "idleBefore")),
        document.objects("timeline").stream().map(RemoteCall::phase).toList(),
        document.texts("logs"),
        fidelity(document.object("fidelity")));
  }

  private static InvocationReport report(JsonObject report) {
    Duration restore = duration(report, "restoreDuration");
    return new InvocationReport(
        report.requireText("requestId"),
        require(report, "duration"),
        duration(report, "initDuration"),
        restore == null ? null : new RestoreFigures(restore, require(report, "restoreHooks")),
        (int) report.requireNumber("memorySizeMb"),
        report.requireNumber("maxMemoryUsedMb"),
        MemorySource.valueOf(report.requireText("memorySource")),
        InvocationReport.Status.valueOf(report.requireText("status")),
        report.text("errorType"));
  }

  private static InvokeResult.Phase phase(JsonObject phase) {
    return new InvokeResult.Phase(
        phase.requireText("name"), require(phase, "start"), require(phase, "end"));
  }

  private static Fidelity fidelity(JsonObject fidelity) {
    return new Fidelity(
        Fidelity.Level.valueOf(fidelity.requireText("level")),
        fidelity.requireText("freezer"),
        fidelity.requireText("memory"),
        fidelity.requireText("cpu"),
        fidelity.requireText("tmp"),
        fidelity.requireText("isolation"),
        fidelity.texts("gaps"));
  }

  private static Duration require(JsonObject object, String name) {
    return Objects.requireNonNull(duration(object, name), name);
  }

  private static @Nullable Duration duration(JsonObject object, String name) {
    Long nanos = object.number(name);
    return nanos == null ? null : Duration.ofNanos(nanos);
  }
}
