package io.slsemu.emulator.trigger.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as it stands in an event.
 *
 * @param text the text, or base64
 */
record EventBody(String text, boolean base64) {
  /**
   * What goes as it is besides {@code text/*} (AWS: lambda-functions of Elastic Load Balancing; a
   * function URL was recorded with JSON as text, with a form and an unknown type as base64).
   */
  private static final Set<String> TEXT =
      Set.of("application/json", "application/javascript", "application/xml");

  /** As text if its type says that it is, and its bytes do not contradict. */
  static EventBody byType(WebRequest request) {
    if (request.body().length == 0) {
      return new EventBody("", false);
    }
    String type = request.mediaType();
    boolean named = type.startsWith("text/") || TEXT.contains(type);
    String text = named ? text(request.body()) : null;
    return text != null ? new EventBody(text, false) : base64(request.body());
  }

  static EventBody base64(byte[] body) {
    return new EventBody(Base64.getEncoder().encodeToString(body), true);
  }

  /** The bytes as UTF-8, null if they are none. */
  private static @Nullable String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
