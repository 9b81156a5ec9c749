package io.slsemu.emulator.report;

import io.slsemu.emulator.function.LogLevel;
import io.slsemu.emulator.report.InvocationReport.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the platform tells of an Init phase. */
public sealed interface InitEvent extends PlatformEvent {

  /**
   * Init begins.
   *
   * @param phase ahead of the first invocation, or inside one
   * @param runtime which runtime serves, null where there is no managed one
   * @param instance the environment
   */
  record Start(
      InitializationType initializationType,
      InitReport.Phase phase,
      @Nullable RuntimeName runtime,
      Instance instance,
      @Nullable Tracing tracing)
      implements InitEvent {

    @Override
    public String type() {
      return "platform.initStart";
    }

    /** An Init inside an invocation has no INIT_START line on the service. */
    @Override
    public LogLevel level() {
      return text() == null ? LogLevel.DEBUG : LogLevel.INFO;
    }

    @Override
    public @Nullable String text() {
      return runtime == null || phase == InitReport.Phase.INVOKE
          ? null
          : PlatformLines.initStart(runtime.version(), runtime.arn());
    }

    @Override
    public String recordJson() {
      RecordJson json =
          new RecordJson()
              .text("initializationType", initializationType.label())
              .text("phase", phase.label());
      RuntimeName.write(json, runtime);
      return Tracing.write(instance.write(json), tracing).end();
    }
  }

  /**
   * The runtime is at next for the first time, or will never be.
   *
   * @param report how Init went
   * @param spans stretches of it
   */
  record RuntimeDone(
      InitializationType initializationType,
      InitReport report,
      List<Span> spans,
      @Nullable Tracing tracing)
      implements InitEvent {

    @Override
    public String type() {
      return "platform.initRuntimeDone";
    }

    @Override
    public LogLevel level() {
      return report.status() == Status.SUCCESS ? LogLevel.DEBUG : LogLevel.WARN;
    }

    @Override
    public @Nullable String text() {
      return null;
    }

    @Override
    public String recordJson() {
      RecordJson json =
          new RecordJson()
              .text("initializationType", initializationType.label())
              .text("phase", report.phase().label())
              .text("status", report.status().label())
              .text("errorType", errorType());
      return Tracing.write(Span.write(json, spans), tracing).end();
    }

    /** AWS's Runtime Interface Emulator names one for an Init that ran out of time as well. */
    private @Nullable String errorType() {
      return report.status() == Status.TIMEOUT ? "Runtime.Unknown" : report.errorType();
    }
  }

  /** What Init took. */
  record Report(InitializationType initializationType, InitReport report) implements InitEvent {

    @Override
    public String type() {
      return "platform.initReport";
    }

    @Override
    public LogLevel level() {
      if (report.status() != Status.SUCCESS) {
        return LogLevel.WARN;
      }
      return initializationType == InitializationType.ON_DEMAND ? LogLevel.DEBUG : LogLevel.INFO;
    }

    @Override
    public String text() {
      return PlatformLines.initReport(report);
    }

    @Override
    public String recordJson() {
      return new RecordJson()
          .text("initializationType", initializationType.label())
          .text("phase", report.phase().label())
          .text("status", report.status().label())
          .text("errorType", report.errorType())
          .raw("metrics", new RecordJson().millis("durationMs", report.duration()).end())
          .end();
    }
  }
}
