package io.slsemu.emulator.async;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The time by which events are due. It can be moved on, and is then ahead of the time of day; rows
 * are kept by the time of day, since the former ends with the process.
 *
 * @param nanos never goes back
 * @param wall the time of day
 */
record QueueClock(LongSupplier nanos, InstantSource wall) {

  long now() {
    return nanos.getAsLong();
  }

  long in(Duration delay) {
    return now() + delay.toNanos();
  }

  Duration since(long then) {
    return Duration.ofNanos(now() - then);
  }

  /** The same moment on this clock. */
  long at(long epochMillis) {
    return now() + TimeUnit.MILLISECONDS.toNanos(epochMillis - wall.millis());
  }

  /** The same moment of the day. */
  long millisOf(long moment) {
    return wall.millis() + TimeUnit.NANOSECONDS.toMillis(moment - now());
  }

  Instant instant() {
    return wall.instant();
  }
}
