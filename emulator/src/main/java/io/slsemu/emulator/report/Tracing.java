package io.slsemu.emulator.report;

import org.jspecify.annotations.Nullable;

/**
 * Where an event belongs in an X-Ray trace.
 *
 * @param spanId the segment, null if there is none
 * @param value the trace header: {@code Root=…;Parent=…;Sampled=1}
 */
public record Tracing(@Nullable String spanId, String value) {

  String json() {
    return new RecordJson()
        .text("spanId", spanId)
        .text("type", "X-Amzn-Trace-Id")
        .text("value", value)
        .end();
  }

  static RecordJson write(RecordJson json, @Nullable Tracing tracing) {
    return tracing == null ? json : json.raw("tracing", tracing.json());
  }
}
