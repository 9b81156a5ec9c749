package io.slsemu.emulator.async;

import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Delivers some events twice on purpose, as the service does now and then: functions have to bear
 * that (invocation-async-error-handling: "your function may receive the same event multiple
 * times").
 */
public final class Duplication {
  /** Every event once, as long as nothing breaks. */
  public static final Duplication NONE = new Duplication(0, new Random(0));

  private final double rate;
  private final RandomGenerator random;

  /**
   * @param rate the share of events that is delivered twice, 0 to 1
   * @param random decides which
   * @throws IllegalArgumentException if the rate is none
   */
  public Duplication(double rate, RandomGenerator random) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("a duplicate rate of " + rate + " is not within 0 to 1");
    }
    this.rate = rate;
    this.random = random;
  }

  /** How often the next event is delivered. */
  synchronized int copies() {
    return rate > 0 && random.nextDouble() < rate ? 2 : 1;
  }
}
