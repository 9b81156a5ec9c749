package io.slsemu.emulator.report;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The platform's own log lines, character for character as the service writes them in text format:
 * fields apart by tabs, milliseconds with two decimals. Recorded forms: AWS's Lambda Developer
 * Guide, "Understanding the Lambda execution environment lifecycle", and exported CloudWatch logs
 * of October 2026.
 */
public final class PlatformLines {

  private PlatformLines() {}

  /**
   * @param runtimeVersion which runtime serves, such as {@code provided:al2023.v97}
   */
  static String initStart(String runtimeVersion, String runtimeVersionArn) {
    return "INIT_START Runtime Version: "
        + runtimeVersion
        + "\tRuntime Version ARN: "
        + runtimeVersionArn;
  }

  /** One line for each Init phase that ran; a good one has no Status. */
  static String initReport(InitReport report) {
    StringBuilder line = new StringBuilder(96);
    line.append("INIT_REPORT Init Duration: ");
    appendMillis(line, report.duration());
    line.append("\tPhase: ").append(report.phase().label());
    appendStatus(line, report.status(), report.errorType());
    return line.toString();
  }

  static String start(String requestId, String version) {
    return "START RequestId: " + requestId + " Version: " + version;
  }

  static String end(String requestId) {
    return "END RequestId: " + requestId;
  }

  /** A successful REPORT ends with a tab; a failed one ends with its Status and Error Type. */
  static String report(InvocationReport report) {
    StringBuilder line = new StringBuilder(192);
    line.append("REPORT RequestId: ").append(report.requestId());
    line.append("\tDuration: ");
    appendMillis(line, report.duration());
    line.append("\tBilled Duration: ").append(report.billedMillis()).append(" ms");
    line.append("\tMemory Size: ").append(report.memorySizeMb()).append(" MB");
    if (report.memorySource() != MemorySource.UNAVAILABLE) {
      line.append("\tMax Memory Used: ").append(report.maxMemoryUsedMb()).append(" MB");
    }
    Duration init = report.initDuration();
    if (init != null) {
      line.append("\tInit Duration: ");
      appendMillis(line, init);
    }
    appendRestore(line, report.restore());
    if (report.status() == InvocationReport.Status.SUCCESS) {
      return line.append('\t').toString();
    }
    appendStatus(line, report.status(), report.errorType());
    return line.toString();
  }

  /** On Managed Instances: the environment's memory is that of all who share it. */
  static String reportOfShared(InvocationReport report) {
    StringBuilder line = new StringBuilder(96);
    line.append("REPORT RequestId: ").append(report.requestId()).append("\tDuration: ");
    appendMillis(line, report.duration());
    return line.toString();
  }

  private static void appendRestore(StringBuilder line, @Nullable RestoreFigures restore) {
    if (restore != null) {
      line.append("\tRestore Duration: ");
      appendMillis(line, restore.duration());
      line.append("\tBilled Restore Duration: ").append(restore.billedMillis()).append(" ms");
    }
  }

  /**
   * The line after REPORT where the trace is kept; like it, a good one ends with a tab. Its segment
   * is the one the function was told as its parent: nobody here makes another.
   */
  static String xray(TraceHeader trace, InvocationReport.Status status) {
    return "XRAY TraceId: "
        + trace.root()
        + (trace.parent() == null ? "" : "\tSegmentId: " + trace.parent())
        + "\tSampled: true"
        + (status == InvocationReport.Status.SUCCESS ? "\t" : "");
  }

  static String restoreStart(@Nullable RuntimeName runtime) {
    return runtime == null
        ? "RESTORE_START"
        : "RESTORE_START Runtime Version: "
            + runtime.version()
            + "\tRuntime Version ARN: "
            + runtime.arn();
  }

  /** A good one ends with a tab, like REPORT. */
  static String restoreReport(RestoreEvent.Report report) {
    StringBuilder line = new StringBuilder(96).append("RESTORE_REPORT Restore Duration: ");
    appendMillis(line, report.duration());
    if (report.status() == InvocationReport.Status.SUCCESS) {
      return line.append('\t').toString();
    }
    appendStatus(line, report.status(), report.errorType());
    return line.toString();
  }

  static String extension(ExtensionEvent.State extension) {
    return "EXTENSION\tName: "
        + extension.name()
        + "\tState: "
        + extension.state()
        + "\tEvents: "
        + extension.events()
        + (extension.errorType() == null ? "" : "\tError Type: " + extension.errorType());
  }

  /**
   * @param api the word the line begins with
   * @param types as in the subscription; the line has them with a capital: {@code [Platform]}
   */
  static String subscription(String api, String name, String state, List<String> types) {
    List<String> shown =
        types.stream()
            .map(type -> Character.toUpperCase(type.charAt(0)) + type.substring(1))
            .toList();
    return api + "\tName: " + name + "\tState: " + state + "\tTypes: " + shown;
  }

  /**
   * What an error is called, with the invocation it belongs to.
   *
   * @param requestId null outside of invocations
   */
  public static String error(@Nullable String requestId, String message) {
    return (requestId == null ? "" : "RequestId: " + requestId + " ") + "Error: " + message;
  }

  private static void appendStatus(
      StringBuilder line, InvocationReport.Status status, @Nullable String errorType) {
    if (status == InvocationReport.Status.SUCCESS) {
      return;
    }
    line.append("\tStatus: ").append(status.label());
    if (errorType != null) {
      line.append("\tError Type: ").append(errorType);
    }
  }

  /** Two decimals by hand: String.format costs more than the rest of the line. */
  private static void appendMillis(StringBuilder line, Duration duration) {
    long hundredths = (duration.toNanos() + 5_000) / 10_000;
    line.append(hundredths / 100).append('.');
    long fraction = hundredths % 100;
    if (fraction < 10) {
      line.append('0');
    }
    line.append(fraction).append(" ms");
  }
}
