package io.slsemu.emulator.report;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The clock by which environments age: it goes as another one does, and can be moved on, so that a
 * test or a lesson need not sit out idle minutes. Nothing a function can see goes by it, and no
 * duration that is measured.
 */
public final class VirtualTime implements LongSupplier {
  private final LongSupplier nanos;
  private final AtomicLong skippedNanos = new AtomicLong();

  /**
   * @param nanos the clock it goes with, which never goes back
   */
  public VirtualTime(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Moves it on.
   *
   * @throws IllegalArgumentException if the duration is negative
   */
  public void skip(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("time does not go back: " + duration);
    }
    skippedNanos.addAndGet(duration.toNanos());
  }

  @Override
  public long getAsLong() {
    return nanos.getAsLong() + skippedNanos.get();
  }
}
