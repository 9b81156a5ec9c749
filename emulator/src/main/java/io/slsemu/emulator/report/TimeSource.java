package io.slsemu.emulator.report;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Where the emulator takes the time from; tests give their own.
 *
 * @param nanos a clock that never goes back, for durations
 * @param wall the time of day, for deadlines that a runtime is told
 */
public record TimeSource(LongSupplier nanos, InstantSource wall) {

  /** This machine's clocks. */
  public static TimeSource system() {
    return new TimeSource(System::nanoTime, InstantSource.system());
  }

  public long now() {
    return nanos.getAsLong();
  }
}
