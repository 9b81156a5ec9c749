package io.slsemu.cli.input;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Durations as people type them: {@code 500ms}, {@code 2s}, {@code 1.5s}, {@code 10m}, {@code 0}.
 */
public final class HumanDuration implements ITypeConverter<Duration> {
  private static final String[] UNITS = {"ms", "s", "m", "h"};
  private static final double[] UNIT_MILLIS = {1, 1_000, 60_000, 3_600_000};

  @Override
  public Duration convert(String text) {
    Duration duration = parse(text);
    if (duration == null) {
      throw new TypeConversionException("'" + text + "' is no duration; use 500ms, 2s or 1m");
    }
    return duration;
  }

  private static @Nullable Duration parse(String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    for (int i = 0; i < UNITS.length; i++) {
      if (text.endsWith(UNITS[i])) {
        return parse(text.substring(0, text.length() - UNITS[i].length()), UNIT_MILLIS[i]);
      }
    }
    return null;
  }

  private static @Nullable Duration parse(String number, double millis) {
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      if (c != '.' && (c < '0' || c > '9')) {
        return null;
      }
    }
    try {
      return Duration.ofNanos(Math.round(Double.parseDouble(number) * millis * 1_000_000));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
