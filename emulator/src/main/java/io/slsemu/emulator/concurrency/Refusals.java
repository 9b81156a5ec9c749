package io.slsemu.emulator.concurrency;

import io.slsemu.emulator.function.FunctionArn;
import java.time.Duration;

/** Why a call is throttled, for its caller and for the log. */
final class Refusals {
  private Refusals() {}

  static TooManyRequestsException full(FunctionArn function, FunctionQuota quota) {
    Slots reserved = quota.reserved();
    boolean own = reserved != null;
    String limit =
        own
            ? "the reserved concurrency of " + function.name() + " is " + reserved.limit()
            : "the unreserved concurrency of the account is "
                + quota.account().unreserved().limit();
    return new TooManyRequestsException(
        own
            ? ThrottleReason.RESERVED_CONCURRENT_INVOCATIONS
            : ThrottleReason.CONCURRENT_INVOCATIONS,
        Duration.ofSeconds(1), // nobody knows when a call ends
        limit);
  }

  static TooManyRequestsException tooFast(
      ThrottleReason reason, RateLimit rate, String whose, int concurrency) {
    return new TooManyRequestsException(
        reason,
        Duration.ofNanos(rate.nanosUntilNext()),
        "requests may come %d times a second with the concurrency %s, %d"
            .formatted(
                (long) ConcurrencyLimiter.REQUESTS_PER_UNIT * concurrency, whose, concurrency));
  }

  /**
   * @param most how many environments a function gets in ten seconds
   */
  static TooManyRequestsException scaled(FunctionArn function, RateLimit scaling, int most) {
    return new TooManyRequestsException(
        ThrottleReason.CONCURRENT_INVOCATIONS,
        Duration.ofNanos(scaling.nanosUntilNext()),
        function.name() + " has had its " + most + " new environments in 10 s");
  }
}
