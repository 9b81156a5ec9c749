package io.slsemu.runtimeapi.telemetry;

/**
 * When a batch is sent: as soon as one of the bounds is reached. Ranges and defaults are in AWS:
 * "Accessing real-time telemetry data for extensions using the Telemetry API".
 *
 * @param timeoutMs how long the oldest event of a batch waits, in milliseconds
 */
record Buffering(int maxItems, int maxBytes, int timeoutMs) {

  static final int MIN_ITEMS = 1_000;
  static final int MAX_ITEMS = 10_000;
  static final int MIN_BYTES = 262_144;
  static final int MAX_BYTES = 1_048_576;
  static final int MIN_TIMEOUT_MS = 25;
  static final int MAX_TIMEOUT_MS = 30_000;

  static final Buffering DEFAULT = new Buffering(MAX_ITEMS, MIN_BYTES, 1_000);
}
