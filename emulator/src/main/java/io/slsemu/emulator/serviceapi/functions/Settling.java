package io.slsemu.emulator.serviceapi.functions;

import io.slsemu.emulator.catalog.VersionDocument.Times;
import java.time.Clock;
import java.time.Duration;

/**
 * How long a function takes from Pending to Active, and an update from InProgress to Successful.
 *
 * @param delay the same for both
 */
public record Settling(Clock clock, Duration delay) {

  Times created() {
    long settled = clock.millis() + delay.toMillis();
    return new Times(settled, settled);
  }

  /** When the change began that settles at these times. */
  long begin(Times times) {
    return times.updated() - delay.toMillis();
  }

  Times updated(Times before) {
    return new Times(before.active(), clock.millis() + delay.toMillis());
  }
}
