package io.slsemu.emulator.report;

import java.time.Duration;

/**
 * What the restore of an environment took: figures of the REPORT of the invocation it was for.
 *
 * @param duration from RESTORE_START until the runtime is at {@code next}
 * @param hooks what of it the runtime took for its hooks, which is billed
 */
public record RestoreFigures(Duration duration, Duration hooks) {

  /** Billed milliseconds, rounded up. */
  public long billedMillis() {
    return (hooks.toNanos() + 999_999) / 1_000_000;
  }
}
