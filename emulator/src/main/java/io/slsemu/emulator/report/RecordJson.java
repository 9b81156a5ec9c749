package io.slsemu.emulator.report;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object without white space, member by member, as the service's events are. */
final class RecordJson {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final StringBuilder json = new StringBuilder(256).append('{');

  /** Of a null value nothing is written. */
  RecordJson text(String name, @Nullable String value) {
    if (value != null) {
      name(name);
      quote(json, value);
    }
    return this;
  }

  RecordJson number(String name, long value) {
    name(name).append(value);
    return this;
  }

  RecordJson time(String name, Instant value) {
    return text(name, format(value));
  }

  /** Text that is JSON already. */
  RecordJson raw(String name, String value) {
    name(name).append(value);
    return this;
  }

  /**
   * Milliseconds, cut at whole microseconds; always with a decimal point, as in {@code 5000.0}. Of
   * a null value nothing is written.
   */
  RecordJson millis(String name, @Nullable Duration value) {
    if (value != null) {
      long micros = value.toNanos() / 1_000;
      name(name).append(micros / 1_000).append('.');
      appendFraction(micros % 1_000);
    }
    return this;
  }

  RecordJson texts(String name, List<String> values) {
    name(name).append('[');
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        json.append(',');
      }
      quote(json, values.get(i));
    }
    json.append(']');
    return this;
  }

  /** The whole object. To be called once, last. */
  String end() {
    return json.append('}').toString();
  }

  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 16);
    quote(quoted, text);
    return quoted.toString();
  }

  /** A moment as events have it: UTC with three decimals and a Z. */
  static String format(Instant time) {
    return TIME.format(time);
  }

  private StringBuilder name(String name) {
    if (json.length() > 1) {
      json.append(',');
    }
    return json.append('"').append(name).append("\":");
  }

  private void appendFraction(long thousandths) {
    json.append((char) ('0' + thousandths / 100));
    if (thousandths % 100 != 0) {
      json.append((char) ('0' + thousandths / 10 % 10));
      if (thousandths % 10 != 0) {
        json.append((char) ('0' + thousandths % 10));
      }
    }
  }

  private static void quote(StringBuilder to, String text) {
    to.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, to);
    to.append('"');
  }
}
