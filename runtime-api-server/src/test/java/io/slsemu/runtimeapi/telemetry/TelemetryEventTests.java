package io.slsemu.runtimeapi.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.runtimeapi.telemetry.TelemetryEvent.Category;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TelemetryEventTests {

  private static final Instant TIME = Instant.parse("2026-11-21T09:00:00Z");

  @Test
  void toJsonWhenOfThePlatformThenHasTheServicesEnvelope() {
    TelemetryEvent event =
        TelemetryEvent.platform(TIME.plusNanos(7_999_999), "platform.start", "{\"a\":1}");

    assertThat(event.toJson())
        .isEqualTo(
            "{\"time\":\"2026-11-21T09:00:00.007Z\",\"type\":\"platform.start\","
                + "\"record\":{\"a\":1}}");
  }

  @Test
  void toJsonWhenLineHasOddCharactersThenTheyAreEscaped() {
    TelemetryEvent event = TelemetryEvent.line(TIME, Category.FUNCTION, "a\"b\\\n\tü\u0001");

    assertThat(event.toJson())
        .isEqualTo(
            "{\"time\":\"2026-11-21T09:00:00.000Z\",\"type\":\"function\","
                + "\"record\":\"a\\\"b\\\\\\n\\tü\\u0001\"}");
  }

  @Test
  void toJsonWhenLineIsAnObjectThenIsNotQuoted() {
    TelemetryEvent event = TelemetryEvent.object(TIME, Category.EXTENSION, "{\"level\":\"INFO\"}");

    assertThat(event.toJson()).endsWith("\"type\":\"extension\",\"record\":{\"level\":\"INFO\"}}");
  }
}
