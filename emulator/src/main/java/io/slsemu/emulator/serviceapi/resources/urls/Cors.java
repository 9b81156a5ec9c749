package io.slsemu.emulator.serviceapi.resources.urls;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.serviceapi.operation.Fields;
import io.slsemu.emulator.serviceapi.resources.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the model's Cors. */
final class Cors {
  private static final int MAX_AGE = 86_400;

  private Cors() {}

  /** What is set of it; null if nothing is, as where a tool takes it away. */
  static @Nullable ObjectNode read(@Nullable Fields cors) {
    if (cors == null) {
      return null;
    }
    ObjectNode read = Json.object();
    if (cors.has("AllowCredentials")) {
      read.put("AllowCredentials", cors.flag("AllowCredentials"));
    }
    texts(read, cors, "AllowHeaders", 100, 0, 1_024);
    texts(read, cors, "AllowMethods", 6, 0, 6);
    texts(read, cors, "AllowOrigins", 100, 1, 253);
    texts(read, cors, "ExposeHeaders", 100, 0, 1_024);
    Integer age = cors.number("MaxAge", 0, MAX_AGE);
    if (age != null) {
      read.put("MaxAge", age);
    }
    return read.isEmpty() ? null : read;
  }

  private static void texts(
      ObjectNode read, Fields cors, String name, int count, int min, int max) {
    List<String> texts = cors.texts(name);
    if (texts == null) {
      return;
    }
    if (texts.size() > count) {
      cors.violate(
          texts.toString(), name, "Member must have length less than or equal to " + count);
    }
    if (texts.stream().anyMatch(each -> each.length() < min || each.length() > max)) {
      cors.violate(
          texts.toString(),
          name,
          "Member must satisfy constraint: [Member must have length less than or equal to %d,"
                  .formatted(max)
              + " Member must have length greater than or equal to %d,".formatted(min)
              + " Member must satisfy regular expression pattern: .*]");
    }
    ArrayNode list = read.putArray(name);
    texts.forEach(list::add);
  }
}
