package io.slsemu.emulator.report;

import io.slsemu.emulator.function.LogLevel;
import io.slsemu.emulator.report.InvocationReport.Status;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the platform tells of an environment that is restored from a snapshot. */
public sealed interface RestoreEvent extends PlatformEvent {

  /** A snapshot is being restored. */
  record Start(@Nullable RuntimeName runtime, Instance instance, @Nullable Tracing tracing)
      implements RestoreEvent {

    @Override
    public String type() {
      return "platform.restoreStart";
    }

    @Override
    public LogLevel level() {
      return LogLevel.INFO;
    }

    @Override
    public String text() {
      return PlatformLines.restoreStart(runtime);
    }

    @Override
    public String recordJson() {
      RecordJson json = RuntimeName.write(new RecordJson(), runtime);
      return Tracing.write(instance.write(json), tracing).end();
    }
  }

  /**
   * The runtime has run its hooks and is at next again, or will never be.
   *
   * @param errorType the error's type, null if there is none
   */
  record RuntimeDone(
      Status status, @Nullable String errorType, List<Span> spans, @Nullable Tracing tracing)
      implements RestoreEvent {

    @Override
    public String type() {
      return "platform.restoreRuntimeDone";
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
          new RecordJson().text("status", status.label()).text("errorType", errorType);
      return Tracing.write(Span.write(json, spans), tracing).end();
    }
  }

  /** What the restore took. */
  record Report(Duration duration, Status status, @Nullable String errorType, List<Span> spans)
      implements RestoreEvent {

    @Override
    public String type() {
      return "platform.restoreReport";
    }

    @Override
    public LogLevel level() {
      return status == Status.SUCCESS ? LogLevel.INFO : LogLevel.WARN;
    }

    @Override
    public String text() {
      return PlatformLines.restoreReport(this);
    }

    @Override
    public String recordJson() {
      RecordJson json =
          new RecordJson()
              .text("status", status.label())
              .text("errorType", errorType)
              .raw("metrics", new RecordJson().millis("durationMs", duration).end());
      return Span.write(json, spans).end();
    }
  }
}
