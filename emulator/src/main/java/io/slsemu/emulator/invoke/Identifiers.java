package io.slsemu.emulator.invoke;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes request ids. Not secrets, so not from a secure source, which costs a one-shot call ten
 * milliseconds to seed.
 */
public final class Identifiers {
  private Identifiers() {}

  /** A random UUID (version 4). */
  public static String requestId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
