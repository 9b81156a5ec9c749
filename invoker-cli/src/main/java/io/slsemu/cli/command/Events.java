package io.slsemu.cli.command;

import io.slsemu.cli.input.Documents;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The events of a run, one for each call; safe for many threads. */
@FunctionalInterface
interface Events {
  /** The next event, or null when there are no more. */
  byte @Nullable [] next();

  /** The same event so many times. */
  static Events repeated(byte[] event, int times) {
    AtomicInteger left = new AtomicInteger(times);
    return () -> left.getAndDecrement() > 0 ? event : null;
  }

  /** Each document once, as it arrives. */
  static Events from(Documents documents) {
    Object lock = new Object();
    return () -> {
      synchronized (lock) {
        return documents.next();
      }
    };
  }
}
