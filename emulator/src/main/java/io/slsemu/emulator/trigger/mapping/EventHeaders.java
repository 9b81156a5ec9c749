package io.slsemu.emulator.trigger.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A request's headers as a function sees them: what it was sent, and what the platform adds. */
final class EventHeaders {
  /** Those of the connection to the front door, which ends there. */
  private static final Set<String> CONNECTION =
      Set.of("connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding");

  private EventHeaders() {}

  static boolean ofConnection(String lowerName) {
    return CONNECTION.contains(lowerName);
  }

  /**
   * With names in lower case, in the order of the alphabet, as the service was recorded.
   *
   * @param left which of them, by their name in lower case, are left out
   */
  static Map<String, List<String>> lowerCase(
      WebRequest request, Arrival arrival, Predicate<String> left) {
    Map<String, List<String>> headers = new TreeMap<>();
    for (Field field : request.fields()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (!left.test(name)) {
        headers.computeIfAbsent(name, key -> new ArrayList<>()).add(field.value());
      }
    }
    added(request, arrival).forEach(field -> headers.put(lower(field), List.of(field.value())));
    return headers;
  }

  /** With names as they were written, a repeated one as it was written first. */
  static Map<String, List<String>> asWritten(
      WebRequest request, Arrival arrival, Predicate<String> left) {
    Map<String, String> names = new LinkedHashMap<>();
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Field field : request.fields()) {
      String lower = lower(field);
      if (!left.test(lower)) {
        names.putIfAbsent(lower, field.name());
        values.computeIfAbsent(lower, key -> new ArrayList<>()).add(field.value());
      }
    }
    for (Field field : added(request, arrival)) {
      names.put(lower(field), field.name());
      values.put(lower(field), List.of(field.value()));
    }
    Map<String, List<String>> headers = new LinkedHashMap<>();
    values.forEach((lower, all) -> headers.put(names.getOrDefault(lower, lower), all));
    return headers;
  }

  /** TLS is told of by nobody here: the connection has none. */
  private static List<Field> added(WebRequest request, Arrival arrival) {
    String before = request.firstOrEmpty("X-Forwarded-For");
    return List.of(
        new Field("X-Amzn-Trace-Id", arrival.traceHeader()),
        new Field(
            "X-Forwarded-For",
            before.isEmpty() ? request.sourceIp() : before + ", " + request.sourceIp()),
        new Field("X-Forwarded-Port", String.valueOf(request.port())),
        new Field("X-Forwarded-Proto", "http"));
  }

  private static String lower(Field field) {
    return field.name().toLowerCase(Locale.ROOT);
  }
}
