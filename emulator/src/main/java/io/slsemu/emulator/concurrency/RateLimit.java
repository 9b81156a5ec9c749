package io.slsemu.emulator.concurrency;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * So many in so long, refilled all the time and never more than one filling at once. Kept as one
 * number, the moment at which it will be full again, so that taking from it needs no lock.
 */
final class RateLimit {
  private final LongSupplier clock;
  private final long spacingNanos;
  private final long fillingNanos;
  private final AtomicLong fullAgain;

  /**
   * @param count how many may be taken at once from a full one
   * @param nanos how long it takes to fill an empty one
   */
  RateLimit(LongSupplier clock, int count, long nanos) {
    this.clock = clock;
    this.spacingNanos = Math.max(1, nanos / Math.max(1, count));
    this.fillingNanos = spacingNanos * count;
    this.fullAgain = new AtomicLong(clock.getAsLong());
  }

  /** Takes one. False if there is none. */
  boolean tryTake() {
    long now = clock.getAsLong();
    while (true) {
      long seen = fullAgain.get();
      long next = (seen - now > 0 ? seen : now) + spacingNanos;
      if (next - now > fillingNanos) {
        return false;
      }
      if (fullAgain.compareAndSet(seen, next)) {
        return true;
      }
    }
  }

  /** Puts one back that was not used. */
  void giveBack() {
    fullAgain.addAndGet(-spacingNanos);
  }

  /** How long until there is one to take. */
  long nanosUntilNext() {
    return Math.max(0, fullAgain.get() + spacingNanos - fillingNanos - clock.getAsLong());
  }
}
