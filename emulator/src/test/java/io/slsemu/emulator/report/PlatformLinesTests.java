package io.slsemu.emulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.report.InvocationReport.Status;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The lines of exported CloudWatch logs, character for character. */
class PlatformLinesTests {

  @Test
  void reportWhenColdThenInitDurationIsLastAndBilledTogether() {
    InvocationReport report =
        report(Duration.ofNanos(2_370_000), Duration.ofNanos(423_980_000), 1024, 95);

    assertThat(PlatformLines.report(report))
        .isEqualTo(
            "REPORT RequestId: id\tDuration: 2.37 ms\tBilled Duration: 427 ms"
                + "\tMemory Size: 1024 MB\tMax Memory Used: 95 MB\tInit Duration: 423.98 ms\t");
  }

  @Test
  void reportWhenWarmThenNoInitDuration() {
    assertThat(PlatformLines.report(report(Duration.ofNanos(2_900_000), null, 128, 36)))
        .isEqualTo(
            "REPORT RequestId: id\tDuration: 2.90 ms\tBilled Duration: 3 ms"
                + "\tMemory Size: 128 MB\tMax Memory Used: 36 MB\t");
  }

  @Test
  void reportWhenTimedOutThenEndsWithStatus() {
    InvocationReport report =
        new InvocationReport(
            "id",
            Duration.ofSeconds(600),
            Duration.ofNanos(516_310_000),
            1024,
            1024,
            MemorySource.CGROUP_PEAK,
            Status.TIMEOUT,
            null);

    assertThat(PlatformLines.report(report))
        .isEqualTo(
            "REPORT RequestId: id\tDuration: 600000.00 ms\tBilled Duration: 600517 ms"
                + "\tMemory Size: 1024 MB\tMax Memory Used: 1024 MB\tInit Duration: 516.31 ms"
                + "\tStatus: timeout");
  }

  @Test
  void reportWhenFailedThenNamesTheErrorType() {
    InvocationReport report =
        new InvocationReport(
            "id",
            Duration.ofNanos(10_935_700_000L),
            null,
            1024,
            1024,
            MemorySource.CGROUP_PEAK,
            Status.ERROR,
            "Runtime.OutOfMemory");

    assertThat(PlatformLines.report(report))
        .endsWith("\tMax Memory Used: 1024 MB\tStatus: error\tError Type: Runtime.OutOfMemory");
  }

  @Test
  void reportWhenMemoryWasNotMeasuredThenSaysNothingOfIt() {
    InvocationReport report =
        new InvocationReport(
            "id",
            Duration.ofMillis(1),
            null,
            128,
            0,
            MemorySource.UNAVAILABLE,
            Status.SUCCESS,
            null);

    assertThat(PlatformLines.report(report)).doesNotContain("Max Memory Used");
  }

  @Test
  void initReportWhenGoodThenHasNoStatus() {
    InitReport report =
        new InitReport(Duration.ofNanos(87_120_000), InitReport.Phase.INIT, Status.SUCCESS, null);

    assertThat(PlatformLines.initReport(report))
        .isEqualTo("INIT_REPORT Init Duration: 87.12 ms\tPhase: init");
  }

  @Test
  void initReportWhenFailedInsideAnInvocationThenSaysSo() {
    InitReport report =
        new InitReport(
            Duration.ofNanos(1_666_620_000),
            InitReport.Phase.INVOKE,
            Status.ERROR,
            "Runtime.ExitError");

    assertThat(PlatformLines.initReport(report))
        .isEqualTo(
            "INIT_REPORT Init Duration: 1666.62 ms\tPhase: invoke\tStatus: error"
                + "\tError Type: Runtime.ExitError");
  }

  @Test
  void initReportWhenOverTheLimitThenStatusIsTimeout() {
    InitReport report =
        new InitReport(
            Duration.ofNanos(9_999_560_000L), InitReport.Phase.INIT, Status.TIMEOUT, null);

    assertThat(PlatformLines.initReport(report))
        .isEqualTo("INIT_REPORT Init Duration: 9999.56 ms\tPhase: init\tStatus: timeout");
  }

  @Test
  void startAndEndWhenWrittenThenAreTheServicesForms() {
    assertThat(PlatformLines.start("id", "$LATEST"))
        .isEqualTo("START RequestId: id Version: $LATEST");
    assertThat(PlatformLines.end("id")).isEqualTo("END RequestId: id");
    assertThat(PlatformLines.initStart("v", "arn"))
        .isEqualTo("INIT_START Runtime Version: v\tRuntime Version ARN: arn");
  }

  @Test
  void billedMillisWhenNothingWasUsedThenIsStillOne() {
    assertThat(report(Duration.ZERO, null, 128, 1).billedMillis()).isEqualTo(1);
  }

  private static InvocationReport report(
      Duration duration, Duration init, int memoryMb, long usedMb) {
    return new InvocationReport(
        "id", duration, init, memoryMb, usedMb, MemorySource.CGROUP_PEAK, Status.SUCCESS, null);
  }
}
