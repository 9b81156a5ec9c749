package io.slsemu.emulator.report;

import io.slsemu.emulator.function.LogLevel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something the platform tells of an environment: in its log, as a line of text or of JSON, and to
 * those who subscribed to telemetry.
 *
 * <p>Names and fields are those of the Telemetry API's schema 2025-01-29; their order, and the
 * decimals of durations, those of CloudWatch logs of July and October 2026.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html">telemetry-schema-reference</a>
 */
public sealed interface PlatformEvent
    permits InitEvent, RestoreEvent, InvokeEvent, ManagedEvent, ExtensionEvent {

  /** Its type, such as {@code platform.start}. */
  String type();

  /**
   * The level it has in a JSON log; null if it is never written there, only sent to subscribers.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html">monitoring-cloudwatchlogs-log-level</a>
   */
  @Nullable LogLevel level();

  /** Its line in a text log, null if it has none. */
  @Nullable String text();

  /** What happened, as JSON: an object, or a string. */
  String recordJson();

  /** The whole event as one line of JSON. */
  default String json(Instant time) {
    return new RecordJson()
        .time("time", time)
        .text("type", type())
        .raw("record", recordJson())
        .end();
  }
}
