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
 * @param restore the restore that came before, on a start from a checkpoint; else null
 * @param memorySizeMb the function's memory
 * @param maxMemoryUsedMb the environment's high-water mark, rounded up to whole MiB
 * @param memorySource how that mark was found
 * @param status the service's word for how it ended
 * @param errorType the platform's error type, where status is {@link Status#ERROR} or {@link
 *     Status#FAILURE}; else null
 */
public record InvocationReport(
    String requestId,
    Duration duration,
    @Nullable Duration initDuration,
    @Nullable RestoreFigures restore,
    int memorySizeMb,
    long maxMemoryUsedMb,
    MemorySource memorySource,
    Status status,
    @Nullable String errorType) {

  /** One without a restore. */
  public InvocationReport(
      String requestId,
      Duration duration,
      @Nullable Duration initDuration,
      int memorySizeMb,
      long maxMemoryUsedMb,
      MemorySource memorySource,
      Status status,
      @Nullable String errorType) {
    this(
        requestId,
        duration,
        initDuration,
        null,
        memorySizeMb,
        maxMemoryUsedMb,
        memorySource,
        status,
        errorType);
  }

  /** How an invocation ended for the platform. A handler's own error is a success. */
  public enum Status {
    SUCCESS("success"),
    /** The customer's code is at fault. */
    ERROR("error"),
    /** The platform is: the error's type begins with {@code Sandbox.}. */
    FAILURE("failure"),
    TIMEOUT("timeout");

    private final String label;

    Status(String label) {
      this.label = label;
    }

    /**
     * The status of an error.
     *
     * @param timedOut whether a limit of time ran out
     * @param errorType its type, null if there was no error
     */
    public static Status of(boolean timedOut, @Nullable String errorType) {
      if (timedOut) {
        return TIMEOUT;
      }
      if (errorType == null) {
        return SUCCESS;
      }
      return errorType.startsWith("Sandbox.") ? FAILURE : ERROR;
    }

    /** The word in the REPORT line. */
    public String label() {
      return label;
    }
  }

  /**
   * Billed milliseconds: Init and Duration added first, then rounded up, as the service bills since
   * August 2025. A restore is rounded on its own: 149.53 ms and 163 ms are billed as 313 ms.
   */
  public long billedMillis() {
    long nanos = duration.toNanos() + (initDuration == null ? 0 : initDuration.toNanos());
    long millis = Math.max(1, (nanos + 999_999) / 1_000_000);
    return restore == null ? millis : millis + restore.billedMillis();
  }
}
