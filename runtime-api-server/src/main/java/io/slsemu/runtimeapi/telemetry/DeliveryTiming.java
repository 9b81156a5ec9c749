package io.slsemu.runtimeapi.telemetry;

import java.util.concurrent.TimeUnit;

/**
 * How patient a delivery is; the service says only that it tries again, less and less often.
 *
 * @param answerMillis how long a listener may take to answer, the time it is frozen not counted
 * @param firstRetryMillis the pause before the second attempt; each one doubles
 * @param longestRetryMillis where the doubling ends
 * @param refusals how often a listener may answer one batch with an error; then it is dropped
 */
record DeliveryTiming(
    int answerMillis, long firstRetryMillis, long longestRetryMillis, int refusals) {

  static final DeliveryTiming DEFAULT =
      new DeliveryTiming((int) TimeUnit.SECONDS.toMillis(10), 50, 1_000, 5);
}
