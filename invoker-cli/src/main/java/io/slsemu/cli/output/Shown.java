package io.slsemu.cli.output;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Figures as a person reads them in a table. */
public final class Shown {
  private static final String NONE = "-";
  private static final long BYTES_PER_MB = 1 << 20;

  private Shown() {}

  /** A duration in its two largest units: {@code 850ms}, {@code 12s}, {@code 3m 20s}. */
  public static String millis(@Nullable Long millis) {
    if (millis == null) {
      return NONE;
    }
    Duration time = Duration.ofMillis(millis);
    if (millis < 1_000) {
      return millis + "ms";
    }
    if (time.toMinutes() == 0) {
      return time.toSeconds() + "s";
    }
    return time.toHours() == 0
        ? time.toMinutes() + "m " + time.toSecondsPart() + "s"
        : time.toHours() + "h " + time.toMinutesPart() + "m";
  }

  /** Bytes in whole megabytes, rounded up as in a REPORT line. */
  public static String megabytes(@Nullable Long bytes) {
    return bytes == null ? NONE : (bytes + BYTES_PER_MB - 1) / BYTES_PER_MB + " MB";
  }

  /** Text, or a dash where there is none. */
  public static String orNone(@Nullable String text) {
    return text == null ? NONE : text;
  }
}
