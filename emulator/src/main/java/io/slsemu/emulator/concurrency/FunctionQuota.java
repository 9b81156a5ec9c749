package io.slsemu.emulator.concurrency;

import org.jspecify.annotations.Nullable;

/**
 * What one function may use.
 *
 * @param account what it shares with others
 * @param reserved its own slots, floor and ceiling in one; null if it shares the account's
 * @param reservedRate how fast requests may come to them, null if it shares the account's
 * @param provisioned slots that nobody else may use, where it shares the account's beyond them
 * @param provisionedCount how many environments are provisioned, 0 for none
 * @param scaling how fast it may get new environments
 */
record FunctionQuota(
    AccountShare account,
    @Nullable Slots reserved,
    @Nullable RateLimit reservedRate,
    @Nullable Slots provisioned,
    int provisionedCount,
    RateLimit scaling) {

  static FunctionQuota shared(AccountShare account, RateLimit scaling) {
    return new FunctionQuota(account, null, null, null, 0, scaling);
  }

  FunctionQuota withReserved(@Nullable Slots slots, @Nullable RateLimit rate) {
    return new FunctionQuota(account, slots, rate, provisioned, provisionedCount, scaling);
  }

  FunctionQuota withProvisioned(int count) {
    Slots slots = count == 0 ? null : new Slots(count);
    return new FunctionQuota(account, reserved, reservedRate, slots, count, scaling);
  }

  boolean isSwitchedOff() {
    return reserved != null && reserved.limit() == 0;
  }

  Allowance allowance() {
    return reserved != null
        ? new Allowance(reserved, 0, reserved.limit())
        : new Allowance(account.unreserved(), provisionedCount, account.unreserved().limit());
  }

  /** How much of the account's concurrency nobody else can have. */
  int setAside() {
    return reserved != null ? reserved.limit() : provisionedCount;
  }
}
