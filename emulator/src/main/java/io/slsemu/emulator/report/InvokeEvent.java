package io.slsemu.emulator.report;

import io.slsemu.emulator.function.LogLevel;
import io.slsemu.emulator.report.InvocationReport.Status;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the platform tells of an invocation. */
public sealed interface InvokeEvent extends PlatformEvent {

  /** It begins. */
  record Start(String requestId, String functionArn, String version, @Nullable Tracing tracing)
      implements InvokeEvent {

    @Override
    public String type() {
      return "platform.start";
    }

    @Override
    public LogLevel level() {
      return LogLevel.INFO;
    }

    @Override
    public String text() {
      return PlatformLines.start(requestId, version);
    }

    @Override
    public String recordJson() {
      RecordJson json =
          new RecordJson()
              .text("requestId", requestId)
              .text("functionArn", functionArn)
              .text("version", version);
      return Tracing.write(json, tracing).end();
    }
  }

  /**
   * The runtime is back at next, or will never be.
   *
   * @param duration from the start until then; not cut at the timeout
   * @param producedBytes the size of the response
   * @param spans of a runtime that came back: latency, duration and overhead of its response
   */
  record RuntimeDone(
      String requestId,
      Status status,
      @Nullable String errorType,
      Duration duration,
      long producedBytes,
      List<Span> spans,
      @Nullable Tracing tracing)
      implements InvokeEvent {

    @Override
    public String type() {
      return "platform.runtimeDone";
    }

    @Override
    public LogLevel level() {
      return status == Status.SUCCESS ? LogLevel.DEBUG : LogLevel.WARN;
    }

    @Override
    public @Nullable String text() {
      return null;
    }

    @Override
    public String recordJson() {
      RecordJson json =
          new RecordJson()
              .text("requestId", requestId)
              .text("status", status.label())
              .text("errorType", errorType);
      RecordJson metrics =
          new RecordJson().millis("durationMs", duration).number("producedBytes", producedBytes);
      return Span.write(Tracing.write(json, tracing), spans).raw("metrics", metrics.end()).end();
    }
  }

  /** Its text log line. To those who subscribed, of the Logs API, an event of its own. */
  record End(String requestId) implements InvokeEvent {

    @Override
    public String type() {
      return "platform.end";
    }

    @Override
    public @Nullable LogLevel level() {
      return null;
    }

    @Override
    public String text() {
      return PlatformLines.end(requestId);
    }

    @Override
    public String recordJson() {
      return new RecordJson().text("requestId", requestId).end();
    }
  }

  /**
   * What it took.
   *
   * @param spans such as that of the extensions
   * @param trace the trace it is part of if that is sampled, else null
   */
  record Report(InvocationReport report, List<Span> spans, @Nullable TraceHeader trace)
      implements InvokeEvent {

    @Override
    public String type() {
      return "platform.report";
    }

    @Override
    public LogLevel level() {
      return report.status() == Status.SUCCESS ? LogLevel.INFO : LogLevel.WARN;
    }

    @Override
    public String text() {
      String line = PlatformLines.report(report);
      return trace == null ? line : line + '\n' + PlatformLines.xray(trace, report.status());
    }

    @Override
    public String recordJson() {
      RecordJson json =
          new RecordJson().text("requestId", report.requestId()).raw("metrics", metrics());
      Tracing.write(json, trace == null ? null : trace.tracing());
      return Span.write(json, spans)
          .text("status", report.status().label())
          .text("errorType", report.errorType())
          .end();
    }

    private String metrics() {
      RecordJson metrics =
          new RecordJson()
              .millis("durationMs", report.duration())
              .number("billedDurationMs", report.billedMillis())
              .number("memorySizeMB", report.memorySizeMb());
      if (report.memorySource() != MemorySource.UNAVAILABLE) {
        metrics.number("maxMemoryUsedMB", report.maxMemoryUsedMb());
      }
      RestoreFigures restore = report.restore();
      return metrics
          .millis("initDurationMs", report.initDuration())
          .millis("restoreDurationMs", restore == null ? null : restore.duration())
          .end();
    }
  }

  /**
   * The runtime was lost. The log has no line of it since 2025; those who subscribed get the line
   * it had.
   *
   * @param requestId the invocation under way, null if there was none
   * @param message what happened, such as {@code Runtime exited with error: exit status 1}
   */
  record Fault(@Nullable String requestId, String message, String errorType)
      implements InvokeEvent {

    @Override
    public String type() {
      return "platform.fault";
    }

    @Override
    public @Nullable LogLevel level() {
      return null;
    }

    @Override
    public @Nullable String text() {
      return null;
    }

    @Override
    public String recordJson() {
      return RecordJson.quoted(PlatformLines.error(requestId, message) + '\n' + errorType);
    }
  }
}
