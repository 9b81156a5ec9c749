package io.slsemu.runtimeapi.session;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** Request ids whose time ran out and whose answer has not come yet. Guarded by the lock. */
final class LateAnswers {

  /** As many as AWS's Runtime Interface Emulator remembers (its tree for Managed Instances). */
  static final int LIMIT = 1_000;

  private final Set<String> oldestFirst = new LinkedHashSet<>();

  void expect(String requestId) {
    oldestFirst.add(requestId);
    if (oldestFirst.size() > LIMIT) {
      Iterator<String> oldest = oldestFirst.iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** Whether an answer to this was still to come; told once. */
  boolean isOne(String requestId) {
    return oldestFirst.remove(requestId);
  }
}
