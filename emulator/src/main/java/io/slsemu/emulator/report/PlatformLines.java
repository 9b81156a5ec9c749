package io.slsemu.emulator.report;

import java.time.Duration;
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
  public static String initStart(String runtimeVersion, String runtimeVersionArn) {
    return "INIT_START Runtime Version: "
        + runtimeVersion
        + "\tRuntime Version ARN: "
        + runtimeVersionArn;
  }

  /** One line for each Init phase that ran; a good one has no Status. */
  public static String initReport(InitReport report) {
    StringBuilder line = new StringBuilder(96);
    line.append("INIT_REPORT Init Duration: ");
    appendMillis(line, report.duration());
    line.append("\tPhase: ").append(report.phase().label());
    appendStatus(line, report.status(), report.errorType());
    return line.toString();
  }

  public static String start(String requestId, String version) {
    return "START RequestId: " + requestId + " Version: " + version;
  }

  public static String end(String requestId) {
    return "END RequestId: " + requestId;
  }

  /** A successful REPORT ends with a tab; a failed one ends with its Status and Error Type. */
  public static String report(InvocationReport report) {
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
    if (report.status() == InvocationReport.Status.SUCCESS) {
      return line.append('\t').toString();
    }
    appendStatus(line, report.status(), report.errorType());
    return line.toString();
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
