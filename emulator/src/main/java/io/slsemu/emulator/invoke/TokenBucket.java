package io.slsemu.emulator.invoke;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Doles out the bytes of one response: full at first, and refilled in steps, as the service's does.
 * Used by one thread at a time.
 */
final class TokenBucket {
  /** AWS's Runtime Interface Emulator, {@code core/directinvoke}. */
  static final long REFILL_NANOS = TimeUnit.MILLISECONDS.toNanos(125);

  private static final long REFILLS_PER_SECOND = TimeUnit.SECONDS.toNanos(1) / REFILL_NANOS;

  private final Bandwidth bandwidth;
  private final LongSupplier nanoClock;
  private long tokens;
  private long refilledNanos;

  /**
   * @param nanoClock a monotonic clock in nanoseconds
   */
  TokenBucket(Bandwidth bandwidth, LongSupplier nanoClock) {
    this.bandwidth = bandwidth;
    this.nanoClock = nanoClock;
    this.tokens = bandwidth.burstBytes();
    this.refilledNanos = nanoClock.getAsLong();
  }

  /** Takes as many as are wanted, or as there are. */
  long take(long wanted) {
    refill();
    long taken = Math.min(wanted, tokens);
    tokens -= taken;
    return taken;
  }

  /** How long until there are more. */
  long nanosUntilRefill() {
    return Math.max(0, refilledNanos + REFILL_NANOS - nanoClock.getAsLong());
  }

  private void refill() {
    long steps = (nanoClock.getAsLong() - refilledNanos) / REFILL_NANOS;
    if (steps > 0) {
      refilledNanos += steps * REFILL_NANOS;
      // Beyond the time that fills it there is nothing to gain, but an overflow.
      long useful = Math.min(steps, bandwidth.burstBytes());
      long gained = useful * (bandwidth.bytesPerSecond() / REFILLS_PER_SECOND);
      tokens = Math.min(bandwidth.burstBytes(), tokens + gained);
    }
  }
}
