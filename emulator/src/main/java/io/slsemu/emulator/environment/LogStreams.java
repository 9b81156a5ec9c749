package io.slsemu.emulator.environment;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Names of log streams, one for each environment: {@code 2026/11/21/[$LATEST]} and 32 hex digits.
 */
final class LogStreams {

  private LogStreams() {}

  static String next(InstantSource wall) {
    LocalDate day = LocalDate.ofInstant(wall.instant(), ZoneOffset.UTC);
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return twoDigits(day.getYear())
        + "/"
        + twoDigits(day.getMonthValue())
        + "/"
        + twoDigits(day.getDayOfMonth())
        + "/[$LATEST]"
        + sixteenHexDigits(random.nextLong())
        + sixteenHexDigits(random.nextLong());
  }

  private static String twoDigits(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }

  private static String sixteenHexDigits(long number) {
    String digits = Long.toHexString(number);
    return "0".repeat(16 - digits.length()) + digits;
  }
}
