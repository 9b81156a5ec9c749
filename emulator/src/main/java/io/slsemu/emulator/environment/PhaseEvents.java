package io.slsemu.emulator.environment;

import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.LogLevel;
import io.slsemu.emulator.report.ExtensionEvent;
import io.slsemu.emulator.report.InitEvent;
import io.slsemu.emulator.report.InitReport;
import io.slsemu.emulator.report.InitializationType;
import io.slsemu.emulator.report.Instance;
import io.slsemu.emulator.report.InvocationReport;
import io.slsemu.emulator.report.InvocationReport.Status;
import io.slsemu.emulator.report.InvokeEvent;
import io.slsemu.emulator.report.RestoreEvent;
import io.slsemu.emulator.report.RuntimeName;
import io.slsemu.emulator.report.Span;
import io.slsemu.emulator.report.TraceHeader;
import io.slsemu.emulator.report.Tracing;
import io.slsemu.runtimeapi.model.Invocation;
import io.slsemu.runtimeapi.session.ExtensionStatus;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the events of one environment's phases and hands them to its log. */
final class PhaseEvents {
  private static final long BYTES_PER_MB = 1 << 20;

  private final EnvironmentLog log;
  private final InitializationType type;
  private final @Nullable RuntimeName runtime;
  private final Instance instance;
  private @Nullable TraceHeader trace;

  PhaseEvents(Function function, InitializationType type, String logStream, EnvironmentLog log) {
    this.log = log;
    this.type = type;
    // An image has no runtime version.
    this.runtime =
        function.code() instanceof FunctionCode.Directory
            ? RuntimeVersion.of(function.configuration().runtime())
            : null;
    this.instance =
        new Instance(
            function.name().value(),
            function.version(),
            logStream,
            function.configuration().memory().megabytes() * BYTES_PER_MB);
  }

  void initStarts(InitReport.Phase phase) {
    log.emit(new InitEvent.Start(type, phase, runtime, instance, null));
  }

  /**
   * @param requestId the invocation it ran in, null if it ran ahead of all
   * @param fault why there is no runtime, null if there is one
   */
  void initEnds(InitReport report, @Nullable String requestId, @Nullable Fault fault) {
    log.emit(new InitEvent.RuntimeDone(type, report, List.of(), null));
    if (fault != null) {
      faulted(fault, requestId);
    }
    log.emit(new InitEvent.Report(type, report));
  }

  void restoreStarts() {
    log.emit(new RestoreEvent.Start(runtime, instance, null));
  }

  void restoreEnds(RestoreEvent.RuntimeDone done, RestoreEvent.Report report) {
    log.emit(done);
    log.emit(report);
  }

  void invocationStarts(Invocation invocation) {
    trace = TraceHeader.ifSampled(invocation.traceId());
    log.emitSoon(
        new InvokeEvent.Start(
            invocation.requestId(),
            invocation.functionArn(),
            instance.functionVersion(),
            tracing()));
  }

  /** How far extensions have come: one event for each. */
  void extensions(List<ExtensionStatus> extensions) {
    for (ExtensionStatus each : extensions) {
      log.emit(
          new ExtensionEvent.State(
              each.name(),
              each.state().wireName(),
              each.subscriptions().stream().map(Enum::name).toList(),
              each.errorType()));
    }
  }

  /**
   * The runtime is back at next. Made only if somebody hears it: the warm path of a text log has no
   * such line.
   *
   * @param elapsed from the start until now
   */
  void runtimeDone(InvokePhase phase, String requestId, Duration elapsed) {
    if (log.hears(LogLevel.DEBUG)) {
      log.emit(
          new InvokeEvent.RuntimeDone(
              requestId,
              Status.SUCCESS,
              null,
              elapsed.minus(phase.sinceSettled()),
              phase.producedBytes(),
              phase.spans(log.now()),
              tracing()));
    }
  }

  /**
   * It is over, and all are back from it.
   *
   * @param phase null if it never began
   */
  void invocationEnds(InvocationReport report, @Nullable InvokePhase phase) {
    boolean outlasted = phase != null && phase.hasSubscribers();
    ends(report, outlasted ? List.of(phase.extensionOverhead(log.now())) : List.of());
  }

  /**
   * It is over, and the runtime will never be back.
   *
   * @param phase null if it never began
   * @param elapsed from the start until now
   */
  void invocationFails(InvocationReport report, @Nullable InvokePhase phase, Duration elapsed) {
    if (phase != null) {
      runtimeLost(phase, report, elapsed);
    }
    ends(report, List.of());
  }

  private void runtimeLost(InvokePhase phase, InvocationReport report, Duration elapsed) {
    Fault fault = phase.fault();
    if (fault != null) {
      faulted(fault, report.requestId());
    }
    if (log.hears(LogLevel.WARN)) {
      log.emit(
          new InvokeEvent.RuntimeDone(
              report.requestId(),
              report.status(),
              report.errorType(),
              elapsed,
              0,
              List.of(),
              tracing()));
    }
  }

  private void ends(InvocationReport report, List<Span> spans) {
    log.emit(new InvokeEvent.End(report.requestId()));
    log.emitLast(new InvokeEvent.Report(report, spans, trace));
  }

  private @Nullable Tracing tracing() {
    return trace == null ? null : trace.tracing();
  }

  private void faulted(Fault fault, @Nullable String requestId) {
    if (fault instanceof Fault.Found found) {
      log.emit(new InvokeEvent.Fault(requestId, found.message(), found.errorType()));
    }
  }
}
