package io.slsemu.emulator.concurrency;

/**
 * Why a call was throttled. The wire names are the service model's {@code ThrottleReason}; of those
 * {@code CallerRateLimitExceeded} (calls of its API by one caller) and {@code
 * ConcurrentSnapshotCreateLimitExceeded} never come from an invocation here.
 */
public enum ThrottleReason {
  /** The account's unreserved concurrency is used up, or environments are asked for too fast. */
  CONCURRENT_INVOCATIONS("ConcurrentInvocationLimitExceeded"),
  /** More requests a second than ten times the account's concurrency. */
  INVOCATION_RATE("FunctionInvocationRateLimitExceeded"),
  /** The function's reserved concurrency is used up; with none reserved it is switched off. */
  RESERVED_CONCURRENT_INVOCATIONS("ReservedFunctionConcurrentInvocationLimitExceeded"),
  /** More requests a second than ten times the function's reserved concurrency. */
  RESERVED_INVOCATION_RATE("ReservedFunctionInvocationRateLimitExceeded");

  private final String wireName;

  ThrottleReason(String wireName) {
    this.wireName = wireName;
  }

  /** The value of {@code Reason} in the service's answer. */
  public String wireName() {
    return wireName;
  }
}
