package io.slsemu.emulator.trigger;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * What stands in front of a streamed body: JSON with status, headers and cookies, then eight zero
 * bytes ({@code application/vnd.awslambda.http-integration-response}).
 */
final class Prelude {
  static final String MEDIA_TYPE = "application/vnd.awslambda.http-integration-response";

  /** As much as a request's line and headers may have (AWS: gettingstarted-limits). */
  static final int MAX_BYTES = 1_048_576;

  private static final int SEPARATOR = 8;

  private final ByteArrayOutputStream json = new ByteArrayOutputStream();
  private int zeros;

  /** Takes what belongs to it of the next bytes; the rest, if any, is body. */
  void take(ByteBuffer bytes) {
    while (!isComplete() && !isTooLong() && bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == 0) {
        zeros++;
      } else {
        for (; zeros > 0; zeros--) {
          json.write(0);
        }
        json.write(next);
      }
    }
  }

  boolean isComplete() {
    return zeros == SEPARATOR;
  }

  boolean isTooLong() {
    return json.size() > MAX_BYTES;
  }

  byte[] json() {
    return json.toByteArray();
  }
}
