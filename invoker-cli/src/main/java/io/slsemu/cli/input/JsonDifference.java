package io.slsemu.cli.input;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares JSON as values: the order of members and the spelling of numbers do not count. */
public final class JsonDifference {
  private static final int SHOWN = 60;

  private JsonDifference() {}

  /** The first difference in one line, or null if both mean the same. */
  public static @Nullable String between(@Nullable Object expected, @Nullable Object actual) {
    return at("$", expected, actual);
  }

  private static @Nullable String at(
      String path, @Nullable Object expected, @Nullable Object actual) {
    if (expected instanceof Map<?, ?> left && actual instanceof Map<?, ?> right) {
      return members(path, left, right);
    }
    if (expected instanceof List<?> left && actual instanceof List<?> right) {
      return elements(path, left, right);
    }
    return same(expected, actual)
        ? null
        : path + ": expected " + show(expected) + ", got " + show(actual);
  }

  private static boolean same(@Nullable Object expected, @Nullable Object actual) {
    if (expected instanceof BigDecimal left && actual instanceof BigDecimal right) {
      return left.compareTo(right) == 0;
    }
    return expected == null ? actual == null : expected.equals(actual);
  }

  private static @Nullable String members(String path, Map<?, ?> expected, Map<?, ?> actual) {
    for (Map.Entry<?, ?> member : expected.entrySet()) {
      String below = path + "." + member.getKey();
      if (!actual.containsKey(member.getKey())) {
        return below + ": expected " + show(member.getValue()) + ", but it is missing";
      }
      String difference = at(below, member.getValue(), actual.get(member.getKey()));
      if (difference != null) {
        return difference;
      }
    }
    for (Map.Entry<?, ?> member : actual.entrySet()) {
      if (!expected.containsKey(member.getKey())) {
        return path + "." + member.getKey() + ": not expected, got " + show(member.getValue());
      }
    }
    return null;
  }

  private static @Nullable String elements(String path, List<?> expected, List<?> actual) {
    int common = Math.min(expected.size(), actual.size());
    for (int i = 0; i < common; i++) {
      String difference = at(path + "[" + i + "]", expected.get(i), actual.get(i));
      if (difference != null) {
        return difference;
      }
    }
    return expected.size() == actual.size()
        ? null
        : path + ": expected " + expected.size() + " elements, got " + actual.size();
  }

  private static String show(@Nullable Object value) {
    String text = JsonWriter.toText(value);
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
