package io.slsemu.runtimeapi.telemetry;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Something that extensions may hear of.
 *
 * @param type as the service names it: {@code platform.start}, {@code function} …
 * @param recordJson a JSON object, or a JSON string: what a function or extension wrote
 */
public record TelemetryEvent(Instant time, String type, Category category, String recordJson) {

  /** What an extension can subscribe to. */
  public enum Category {
    PLATFORM("platform"),
    FUNCTION("function"),
    EXTENSION("extension");

    private final String wireName;

    Category(String wireName) {
      this.wireName = wireName;
    }

    /** The name in subscriptions; also the type of events that are lines of log. */
    public String wireName() {
      return wireName;
    }

    static Optional<Category> of(String wireName) {
      for (Category category : values()) {
        if (category.wireName.equals(wireName)) {
          return Optional.of(category);
        }
      }
      return Optional.empty();
    }
  }

  /** Milliseconds, always three digits, as in the service's own events. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** An event of the platform. */
  public static TelemetryEvent platform(Instant time, String type, String recordJson) {
    return new TelemetryEvent(time, type, Category.PLATFORM, recordJson);
  }

  /** A line of text that a function or an extension wrote. */
  public static TelemetryEvent line(Instant time, Category category, String text) {
    return new TelemetryEvent(time, category.wireName(), category, quoted(text));
  }

  /** A line that is a JSON object, of a function that logs JSON: it is passed on unquoted. */
  public static TelemetryEvent object(Instant time, Category category, String json) {
    return new TelemetryEvent(time, category.wireName(), category, json);
  }

  /** The event as extensions get it. */
  public String toJson() {
    return "{\"time\":\""
        + TIME.format(time)
        + "\",\"type\":\""
        + type
        + "\",\"record\":"
        + recordJson
        + "}";
  }

  byte[] toJsonBytes() {
    return toJson().getBytes(StandardCharsets.UTF_8);
  }

  /** A text as a JSON string. */
  static String quoted(String text) {
    StringBuilder json = new StringBuilder(text.length() + 16).append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, json);
    return json.append('"').toString();
  }
}
