package io.slsemu.emulator.report;

import io.slsemu.emulator.function.LogLevel;
import io.slsemu.emulator.report.InvocationReport.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the platform tells of an invocation on Lambda Managed Instances, where several share an
 * environment and its figures: only how long each took. Lines and records: AWS's Runtime Interface
 * Emulator, {@code internal/lambda-managed-instances}.
 */
public sealed interface ManagedEvent extends PlatformEvent {

  /** It begins. */
  record Start(String requestId, String functionArn, String version, @Nullable Tracing tracing)
      implements ManagedEvent {

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
      return "START RequestId: " + requestId + "\tVersion: " + version;
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

  /** The environment was lost under it. */
  record Fault(String requestId, String errorType) implements ManagedEvent {

    @Override
    public String type() {
      return "platform.fault";
    }

    @Override
    public @Nullable LogLevel level() {
      return null;
    }

    @Override
    public String text() {
      return "RequestId: " + requestId + "\tStatus: error\tErrorType: " + errorType;
    }

    @Override
    public String recordJson() {
      return RecordJson.quoted(text());
    }
  }

  /** What it took. */
  record Report(InvocationReport report, List<Span> spans, @Nullable Tracing tracing)
      implements ManagedEvent {

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
      return PlatformLines.reportOfShared(report);
    }

    @Override
    public String recordJson() {
      RecordJson metrics = new RecordJson().millis("durationMs", report.duration());
      RecordJson json =
          new RecordJson().text("requestId", report.requestId()).raw("metrics", metrics.end());
      return Span.write(Tracing.write(json, tracing), spans)
          .text("status", report.status().label())
          .text("errorType", report.errorType())
          .end();
    }
  }
}
