package io.slsemu.runtimeapi.telemetry;

import java.time.Instant;

/**
 * Events that a subscriber will never see.
 *
 * @param bytes of the events as JSON
 */
record Dropped(long records, long bytes) {

  static final Dropped NONE = new Dropped(0, 0);

  Dropped plus(long moreRecords, long moreBytes) {
    return new Dropped(records + moreRecords, bytes + moreBytes);
  }

  boolean isNone() {
    return records == 0;
  }

  TelemetryEvent toEvent(Instant time, String reason) {
    return TelemetryEvent.platform(
        time,
        "platform.logsDropped",
        "{\"reason\":"
            + TelemetryEvent.quoted(reason)
            + ",\"droppedRecords\":"
            + records
            + ",\"droppedBytes\":"
            + bytes
            + "}");
  }
}
