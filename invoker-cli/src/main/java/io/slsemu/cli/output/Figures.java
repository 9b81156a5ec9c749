package io.slsemu.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Durations as figures: milliseconds with at most two decimals, as REPORT lines have them. */
public final class Figures {
  private Figures() {}

  /** The milliseconds of a duration, rounded half up to hundredths. */
  public static BigDecimal millis(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 6).setScale(2, RoundingMode.HALF_UP);
  }

  static void millisOrNull(JsonGenerator json, String name, @Nullable Duration duration)
      throws IOException {
    if (duration == null) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, millis(duration));
    }
  }
}
