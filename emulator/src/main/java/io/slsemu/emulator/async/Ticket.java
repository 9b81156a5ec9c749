package io.slsemu.emulator.async;

/**
 * A row of the queue that waits for its turn; all of it that is kept in memory.
 *
 * @param key the row's
 * @param lane with whom it waits
 * @param due when, on the queue's clock
 * @param accepted when its event came, on the same
 */
record Ticket(String key, String lane, long due, long accepted) implements Comparable<Ticket> {

  @Override
  public int compareTo(Ticket other) {
    int byTime = Long.compare(due - other.due, 0);
    return byTime != 0 ? byTime : key.compareTo(other.key);
  }

  Ticket dueAt(long moment) {
    return new Ticket(key, lane, moment, accepted);
  }
}
