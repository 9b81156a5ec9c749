package io.slsemu.emulator.invoke;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;

/**
 * X-Ray's default rule for traces nobody has decided on: the first of each second, and five in a
 * hundred of the others. A function cannot change it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html">services-xray</a>
 */
final class TraceSampler {
  private static final double RATE = 0.05;

  private final AtomicLong lastSecond = new AtomicLong(Long.MIN_VALUE);
  private final DoubleSupplier random;

  /**
   * @param random from 0 to below 1
   */
  TraceSampler(DoubleSupplier random) {
    this.random = random;
  }

  boolean samples(long epochMillis) {
    long second = Math.floorDiv(epochMillis, 1_000L);
    return lastSecond.getAndSet(second) != second || random.getAsDouble() < RATE;
  }
}
