package io.slsemu.emulator.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Moments in the forms in which the service writes them: each of its resources has its own. */
public final class Moments {
  private static final DateTimeFormatter SECONDS = utc("yyyy-MM-dd'T'HH:mm:ssxx");
  private static final DateTimeFormatter MILLIS = utc("yyyy-MM-dd'T'HH:mm:ss.SSSxx");
  private static final DateTimeFormatter MICROS = utc("yyyy-MM-dd'T'HH:mm:ss.SSSSSSX");

  private Moments() {}

  /** Like {@code 2019-12-31T20:28:49+0000}, of provisioned concurrency. */
  public static String inSeconds(Instant moment) {
    return SECONDS.format(moment);
  }

  /** Like {@code 2019-12-31T20:28:49.123+0000}, of functions, layers and signing. */
  public static String inMillis(Instant moment) {
    return MILLIS.format(moment);
  }

  /** Like {@code 2022-09-07T19:28:23.808713Z}, of function URLs. */
  public static String inMicros(Instant moment) {
    return MICROS.format(moment);
  }

  /** Seconds since the epoch, of what the model calls a timestamp. */
  public static BigDecimal sinceEpoch(Instant moment) {
    return BigDecimal.valueOf(moment.toEpochMilli(), 3);
  }

  private static DateTimeFormatter utc(String pattern) {
    return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
  }
}
