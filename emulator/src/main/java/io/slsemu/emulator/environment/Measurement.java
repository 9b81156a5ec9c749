package io.slsemu.emulator.environment;

import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.report.InvocationReport;
import io.slsemu.emulator.report.InvocationReport.Status;
import io.slsemu.emulator.report.TimeSource;
import io.slsemu.emulator.sandbox.SandboxUsage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is measured of the invocation under way. */
final class Measurement {
  private final Duration timeout;
  private final int memoryMb;
  private final TimeSource time;
  private String requestId = "";
  private long startedNanos;

  Measurement(Function function, TimeSource time) {
    this.timeout = function.configuration().timeout().duration();
    this.memoryMb = function.configuration().memory().megabytes();
    this.time = time;
  }

  void begin(String newRequestId) {
    requestId = newRequestId;
    startedNanos = time.now();
  }

  String requestId() {
    return requestId;
  }

  long remainingNanos() {
    return startedNanos + timeout.toNanos() - time.now();
  }

  /**
   * @param init the Init phase that ran ahead of it, if one did and was good
   * @param restore the restore that ran ahead of it, if one did
   */
  InvocationReport report(
      InvocationOutcome end,
      SandboxUsage usage,
      @Nullable ColdInit init,
      @Nullable ColdRestore restore) {
    Status status = end.kind().status();
    String errorType = status == Status.ERROR ? end.errorType() : null;
    long usedMb = (usage.memoryPeakBytes() + (1 << 20) - 1) >> 20;
    return new InvocationReport(
        requestId,
        status == Status.TIMEOUT ? timeout : elapsed(),
        init == null ? null : init.report().duration(),
        restore == null ? null : restore.figures(),
        memoryMb,
        end.kind() == Kind.OUT_OF_MEMORY ? memoryMb : usedMb,
        usage.memorySource(),
        Status.of(status == Status.TIMEOUT, errorType),
        errorType);
  }

  /** How long ago it began, the timeout or not. */
  Duration sinceStart() {
    return Duration.ofNanos(time.now() - startedNanos);
  }

  private Duration elapsed() {
    Duration elapsed = sinceStart();
    return elapsed.compareTo(timeout) > 0 ? timeout : elapsed;
  }
}
