package io.slsemu.emulator.serviceapi.operation;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A path with names in braces for what varies, a segment each.
 *
 * @param segments of the path, without its date
 */
record PathTemplate(List<String> segments) {

  static PathTemplate of(String path) {
    return new PathTemplate(List.of(path.substring(1).split("/")));
  }

  /** How many segments are spelt out: of two templates that fit, the one with more is meant. */
  int fixedSegments() {
    return (int) segments.stream().filter(segment -> !isVariable(segment)).count();
  }

  /**
   * Compares it with a path.
   *
   * @param raw the path's segments as they came, percent-encoded
   * @return what the names in braces stand for, decoded; null if the path is another
   */
  @Nullable Map<String, String> match(List<String> raw) {
    if (raw.size() != segments.size()) {
      return null;
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < raw.size(); i++) {
      String segment = segments.get(i);
      if (isVariable(segment)) {
        values.put(segment.substring(1, segment.length() - 1), decode(raw.get(i)));
      } else if (!segment.equals(raw.get(i))) {
        return null;
      }
    }
    return values;
  }

  private static boolean isVariable(String segment) {
    return segment.startsWith("{");
  }

  /** In a path, unlike in a form, a plus is a plus. */
  private static String decode(String raw) {
    try {
      return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return raw; // no name has a percent sign: it will not be found
    }
  }
}
