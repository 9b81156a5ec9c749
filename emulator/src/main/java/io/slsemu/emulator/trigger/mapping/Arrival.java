package io.slsemu.emulator.trigger.mapping;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What the platform notes of a request when it comes in.
 *
 * @param requestId the invocation's
 * @param traceRoot the trace the request is part of, {@code 1-…}
 * @param epochMillis when it came
 */
public record Arrival(String requestId, String traceRoot, long epochMillis) {
  private static final DateTimeFormatter COMMON_LOG =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

  /** As in {@code 12/Mar/2020:19:03:58 +0000}. */
  String time() {
    return COMMON_LOG.format(Instant.ofEpochMilli(epochMillis).atOffset(ZoneOffset.UTC));
  }

  String traceHeader() {
    return "Root=" + traceRoot;
  }
}
