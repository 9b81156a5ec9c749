package io.slsemu.cli.input;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** JSON that somebody encoded because another tool wants it so. */
final class Base64Json {
  private Base64Json() {}

  /** The JSON inside, or null if the text is not base64 of JSON. */
  static byte @Nullable [] decode(String text) {
    try {
      byte[] decoded = Base64.getMimeDecoder().decode(text.strip());
      return decoded.length > 0 && Json.fault(decoded) == null ? decoded : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
