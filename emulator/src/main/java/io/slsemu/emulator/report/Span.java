package io.slsemu.emulator.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A stretch of a phase that an event tells of.
 *
 * @param name such as {@code responseLatency}
 * @param start when it began
 * @param duration how long it took
 */
public record Span(String name, Instant start, Duration duration) {
  /** From the event's way to the runtime until the first byte of its response. */
  public static final String RESPONSE_LATENCY = "responseLatency";

  /** From the first byte of the response until its last. */
  public static final String RESPONSE_DURATION = "responseDuration";

  /** From the last byte of the response until the runtime is back at next. */
  public static final String RUNTIME_OVERHEAD = "runtimeOverhead";

  /** From the runtime's end until all extensions are ready. */
  public static final String EXTENSION_OVERHEAD = "extensionOverhead";

  /** Of no spans nothing is written. */
  static RecordJson write(RecordJson json, List<Span> spans) {
    if (spans.isEmpty()) {
      return json;
    }
    StringBuilder array = new StringBuilder("[");
    for (Span span : spans) {
      array.append(array.length() > 1 ? "," : "").append(span.json());
    }
    return json.raw("spans", array.append(']').toString());
  }

  private String json() {
    return new RecordJson()
        .text("name", name)
        .time("start", start)
        .millis("durationMs", duration)
        .end();
  }
}
