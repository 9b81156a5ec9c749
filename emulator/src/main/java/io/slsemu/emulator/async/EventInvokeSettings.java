package io.slsemu.emulator.async;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a function's events.
 *
 * @param maximumRetryAttempts how often one is tried again that the function fails on, 0 to 2
 * @param maximumEventAge how long one is tried at all, 60 s to 6 h
 * @param onSuccess the ARN that is told of those that went well, null for none
 * @param onFailure the ARN that is told of the others, null for none
 * @param deadLetterTarget the ARN of a queue or topic that gets the others as they came, null for
 *     none
 * @param recursion whether a chain of functions that invoke each other may go on for ever
 */
public record EventInvokeSettings(
    int maximumRetryAttempts,
    Duration maximumEventAge,
    @Nullable String onSuccess,
    @Nullable String onFailure,
    @Nullable String deadLetterTarget,
    boolean recursion) {
  private static final int DEFAULT_RETRIES = 2;
  private static final Duration DEFAULT_AGE = Duration.ofHours(6);

  /** Of functions nobody configured (invocation-async-error-handling). */
  public static final EventInvokeSettings DEFAULTS =
      new EventInvokeSettings(DEFAULT_RETRIES, DEFAULT_AGE, null, null, null, false);

  /** From a configuration that may be incomplete: what is null is the default. */
  public static EventInvokeSettings of(
      @Nullable Integer maximumRetryAttempts,
      @Nullable Integer maximumEventAgeSeconds,
      @Nullable String onSuccess,
      @Nullable String onFailure,
      @Nullable String deadLetterTarget,
      boolean recursion) {
    return new EventInvokeSettings(
        maximumRetryAttempts == null ? DEFAULT_RETRIES : maximumRetryAttempts,
        maximumEventAgeSeconds == null ? DEFAULT_AGE : Duration.ofSeconds(maximumEventAgeSeconds),
        onSuccess,
        onFailure,
        deadLetterTarget,
        recursion);
  }
}
