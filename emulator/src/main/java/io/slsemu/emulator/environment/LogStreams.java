package io.slsemu.emulator.environment;

import io.slsemu.emulator.function.Function;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Names of log streams, one for each environment: {@code 2026/11/21/[$LATEST]} and 32 hex digits,
 * or {@code 2026/11/21/orders[$LATEST]} and those where the log group is of the owner's choice.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html">monitoring-cloudwatchlogs-loggroups</a>
 */
final class LogStreams {

  private LogStreams() {}

  static String next(InstantSource wall, Function function) {
    boolean shared = function.configuration().logging().group() != null;
    return next(wall, shared ? function.name().value() : "", function.version());
  }

  private static String next(InstantSource wall, String name, String version) {
    LocalDate day = LocalDate.ofInstant(wall.instant(), ZoneOffset.UTC);
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return twoDigits(day.getYear())
        + "/"
        + twoDigits(day.getMonthValue())
        + "/"
        + twoDigits(day.getDayOfMonth())
        + '/'
        + name
        + '['
        + version
        + "]"
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
