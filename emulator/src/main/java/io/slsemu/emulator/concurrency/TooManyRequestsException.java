package io.slsemu.emulator.concurrency;

import java.time.Duration;

/** A call was throttled: nothing of it has run. The service answers 429 with the reason. */
public final class TooManyRequestsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message, recorded from the service in November 2025. */
  public static final String MESSAGE = "Rate Exceeded.";

  private final ThrottleReason reason;
  private final Duration retryAfter;
  private final String limit;

  /**
   * @param retryAfter when another try may succeed
   * @param limit which limit it ran into, with its value, in words for a person
   */
  public TooManyRequestsException(ThrottleReason reason, Duration retryAfter, String limit) {
    super(MESSAGE, null, false, false); // comes in floods; where from is never the question
    this.reason = reason;
    this.retryAfter = retryAfter;
    this.limit = limit;
  }

  public ThrottleReason reason() {
    return reason;
  }

  /** When another try may succeed. */
  public Duration retryAfter() {
    return retryAfter;
  }

  /** The same in whole seconds, one at least: the value of {@code Retry-After}. */
  public long retryAfterSeconds() {
    return Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds());
  }

  /** Which limit it ran into, with its value, in words for a person. */
  public String limit() {
    return limit;
  }
}
