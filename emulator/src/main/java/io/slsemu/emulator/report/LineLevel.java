package io.slsemu.emulator.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.slsemu.emulator.function.LogLevel;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The level of a line a function wrote, as the service finds it where the runtime does not tell: by
 * the member {@code level} of a JSON object.
 */
public final class LineLevel {
  private static final JsonFactory FACTORY = new JsonFactory();

  private LineLevel() {}

  /**
   * @return INFO if the object has no level or one nobody knows; null if the line is no JSON object
   */
  public static @Nullable LogLevel of(byte[] line) {
    if (!beginsAsObject(line)) {
      return null;
    }
    LogLevel level = LogLevel.INFO;
    try (JsonParser parser = FACTORY.createParser(line)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isLevel = parser.currentName().equals("level");
        if (parser.nextToken() == JsonToken.VALUE_STRING && isLevel) {
          level = named(parser.getText());
        }
        parser.skipChildren();
      }
      return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null
          ? level
          : null;
    } catch (IOException noJson) {
      return null;
    }
  }

  private static boolean beginsAsObject(byte[] line) {
    for (byte each : line) {
      if (each != ' ' && each != '\t') {
        return each == '{';
      }
    }
    return false;
  }

  /** Python's words too, whose own runtime client writes them. */
  private static LogLevel named(String word) {
    switch (word.toUpperCase(Locale.ROOT)) {
      case "TRACE":
        return LogLevel.TRACE;
      case "DEBUG":
        return LogLevel.DEBUG;
      case "WARN", "WARNING":
        return LogLevel.WARN;
      case "ERROR":
        return LogLevel.ERROR;
      case "FATAL", "CRITICAL":
        return LogLevel.FATAL;
      default:
        return LogLevel.INFO;
    }
  }
}
