package io.slsemu.emulator.trigger.mapping;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP response to be sent.
 *
 * @param status 200 to 599
 * @param reason the reason phrase, null for the usual one of the status
 * @param fields the headers in their order; none that the server makes itself (Content-Length and
 *     those of the connection)
 * @param body its bytes
 */
public record WebResponse(int status, @Nullable String reason, List<Field> fields, byte[] body) {

  /** One with a text of the platform's own. */
  static WebResponse text(int status, String contentType, String body, Field... further) {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("Content-Type", contentType));
    fields.addAll(List.of(further));
    return new WebResponse(status, null, fields, body.getBytes(StandardCharsets.UTF_8));
  }

  static WebResponse json(int status, String body, Field... further) {
    return text(status, "application/json", body, further);
  }

  /** The same with more headers. */
  public WebResponse with(List<Field> further) {
    List<Field> all = new ArrayList<>(fields);
    all.addAll(further);
    return new WebResponse(status, reason, all, body);
  }
}
