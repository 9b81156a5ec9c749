package io.slsemu.emulator.trigger.mapping;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request as it arrived.
 *
 * @param method as it was written
 * @param rawPath begins with a slash, percent-encoding kept
 * @param rawQuery what comes after the question mark, percent-encoding kept; empty for none
 * @param protocol such as {@code HTTP/1.1}
 * @param fields the headers in their order, repeats among them
 * @param body its bytes, empty for none
 * @param sourceIp the address of the client
 * @param port the port it came to
 */
public record WebRequest(
    String method,
    String rawPath,
    String rawQuery,
    String protocol,
    List<Field> fields,
    byte[] body,
    String sourceIp,
    int port) {

  /** The first value of a header, null if it is not there. */
  public @Nullable String first(String name) {
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        return field.value();
      }
    }
    return null;
  }

  /** The first value of a header, empty if it is not there. */
  String firstOrEmpty(String name) {
    String value = first(name);
    return value == null ? "" : value;
  }

  /** The media type of the body without its parameters, in lower case; empty if none is named. */
  String mediaType() {
    String type = firstOrEmpty("Content-Type");
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /** The same as if it had come to another path. */
  public WebRequest at(String path) {
    return new WebRequest(method, path, rawQuery, protocol, fields, body, sourceIp, port);
  }
}
