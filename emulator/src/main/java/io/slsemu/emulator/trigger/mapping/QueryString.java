package io.slsemu.emulator.trigger.mapping;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a query string, in their order. */
final class QueryString {
  private QueryString() {}

  /** As they were sent, percent-encoding kept. */
  static Map<String, List<String>> encoded(String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (!name.isEmpty()) {
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
      }
    }
    return parameters;
  }

  /** With names and values decoded, a plus being a blank. */
  static Map<String, List<String>> decoded(String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    encoded(query)
        .forEach(
            (name, values) ->
                values.forEach(
                    value ->
                        parameters
                            .computeIfAbsent(decode(name), key -> new ArrayList<>())
                            .add(decode(value))));
    return parameters;
  }

  /** Decodes what can be: a percent sign that begins no byte stands for itself. */
  private static String decode(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    byte[] source = text.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[source.length];
    int length = 0;
    for (int i = 0; i < source.length; i++) {
      int value = source[i] == '%' ? byteAt(source, i + 1) : -1;
      if (value >= 0) {
        i += 2;
      }
      bytes[length++] = (byte) (value >= 0 ? value : source[i] == '+' ? ' ' : source[i]);
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static int byteAt(byte[] text, int at) {
    if (at + 1 >= text.length) {
      return -1;
    }
    int high = Character.digit(text[at], 16);
    int low = Character.digit(text[at + 1], 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
