package io.slsemu.emulator.async;

import io.slsemu.emulator.function.FunctionArn;
import org.jspecify.annotations.Nullable;

/**
 * A row of the queue that waits for its turn; all of it that is kept in memory.
 *
 * @param key the row's
 * @param function with whose it waits, null if it goes to another service
 * @param due when, on the queue's clock
 * @param accepted when its event came, on the same
 */
record Ticket(String key, @Nullable FunctionArn function, long due, long accepted)
    implements Comparable<Ticket> {

  @Override
  public int compareTo(Ticket other) {
    int byTime = Long.compare(due - other.due, 0);
    return byTime != 0 ? byTime : key.compareTo(other.key);
  }

  Ticket dueAt(long moment) {
    return new Ticket(key, function, moment, accepted);
  }
}
