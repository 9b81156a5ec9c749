package io.slsemu.emulator.store;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A document in memory that is made when it is first read, and then stays as it is. */
final class Deferred {
  private final Supplier<byte[]> source;
  private byte @Nullable [] made;

  Deferred(Supplier<byte[]> source) {
    this.source = source;
  }

  synchronized byte[] bytes() {
    if (made == null) {
      made = source.get();
    }
    return made;
  }
}
