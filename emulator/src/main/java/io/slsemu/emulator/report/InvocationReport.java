package io.slsemu.emulator.report;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the platform measured of one invocation: the figures of its REPORT line.
 *
 * @param requestId the invocation's id
 * @param duration from START until the runtime is back at {@code next}, at most the timeout; holds
 *     a repeated Init
 * @param initDuration the Init phase that came before, on a cold start; else null
 * @param memorySizeMb the function's memory
 * @param maxMemoryUsedMb the environment's high-water mark, rounded up to whole MiB
 * @param memorySource how that mark was found
 * @param status the service's word for how it ended
 * @param errorType the platform's error type, where status is {@link Status#ERROR}; else null
 */
public record InvocationReport(
    String requestId,
    Duration duration,
    @Nullable Duration initDuration,
    int memorySizeMb,
    long maxMemoryUsedMb,
    MemorySource memorySource,
    Status status,
    @Nullable String errorType) {

  /** How an invocation ended for the platform. A handler's own error is a success. */
  public enum Status {
    SUCCESS("success"),
    ERROR("error"),
    TIMEOUT("timeout");

    private final String label;

    Status(String label) {
      this.label = label;
    }

    /** The word in the REPORT line. */
    public String label() {
      return label;
    }
  }

  /**
   * Billed milliseconds: Init and Duration added first, then rounded up, as the service bills since
   * August 2025.
   */
  public long billedMillis() {
    long nanos = duration.toNanos() + (initDuration == null ? 0 : initDuration.toNanos());
    return Math.max(1, (nanos + 999_999) / 1_000_000);
  }
}
