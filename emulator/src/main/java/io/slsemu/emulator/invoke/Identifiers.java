package io.slsemu.emulator.invoke;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes request ids and trace headers. Not secrets, so not from a secure source, which costs a
 * one-shot call ten milliseconds to seed.
 */
final class Identifiers {
  private static final String HEX = "0123456789abcdef";

  private Identifiers() {}

  /** A random UUID (version 4). */
  static String requestId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  /**
   * An X-Ray header as the service hands it to a function that is not traced: {@code
   * Root=1-<time>-<24 hex>;Parent=<16 hex>;Sampled=0;Lineage=1:<8 hex>:0}.
   */
  static String traceId(long epochMillis) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    StringBuilder header = new StringBuilder(96).append("Root=1-");
    appendHex(header, epochMillis / 1_000, 8);
    header.append('-');
    appendHex(header, random.nextLong(), 12);
    appendHex(header, random.nextLong(), 12);
    header.append(";Parent=");
    appendHex(header, random.nextLong(), 16);
    header.append(";Sampled=0;Lineage=1:");
    appendHex(header, random.nextLong(), 8);
    return header.append(":0").toString();
  }

  private static void appendHex(StringBuilder text, long number, int digits) {
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      text.append(HEX.charAt((int) (number >>> shift) & 0xF));
    }
  }
}
