package io.slsemu.runtimeapi.session;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Names deliveries: random enough to tell them apart, and much cheaper than a secret. */
final class Nonce {

  private Nonce() {}

  /** A random UUID (version 4). */
  static String next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long version4 = (random.nextLong() & ~0xF000L) | 0x4000L;
    long variant1 = (random.nextLong() & ~(0b11L << 62)) | (0b10L << 62);
    return new UUID(version4, variant1).toString();
  }
}
