package io.slsemu.runtimeapi.telemetry;

import io.slsemu.runtimeapi.telemetry.TelemetryEvent.Category;

/** An event made JSON once, for all who hear of it. */
record EncodedEvent(String type, Category category, byte[] json) {
  static EncodedEvent of(TelemetryEvent event) {
    return new EncodedEvent(event.type(), event.category(), event.toJsonBytes());
  }
}
