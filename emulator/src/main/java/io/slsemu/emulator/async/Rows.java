package io.slsemu.emulator.async;

import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;

/** Rows of the queue and their tickets, which go together. */
final class Rows {
  private final QueueTable table;
  private final Lanes lanes;
  private final QueueClock clock;

  Rows(QueueTable table, Lanes lanes, QueueClock clock) {
    this.table = table;
    this.lanes = lanes;
    this.clock = clock;
  }

  /** Has a row done when it is due that is in the table. */
  void admit(String key, QueuedItem item) {
    QueuedEvent event = item.event();
    long due = clock.at(item.dueMillis());
    long accepted = event == null ? due : clock.at(event.acceptedMillis());
    lanes.add(new Ticket(key, event == null ? null : event.function(), due, accepted));
  }

  /** Whether nothing that happens counts any more. */
  boolean areClosed() {
    return table.isClosed();
  }

  /** It is done, and nothing follows. */
  void finish(Ticket ticket) {
    finish(ticket, List.of());
  }

  /** It is done, and this follows. */
  void finish(Ticket ticket, List<QueuedItem> following) {
    for (QueuedItem item : following) {
      admit(table.add(item), item); // before the removal: see QueueTable
    }
    table.remove(ticket.key());
    table.commitSoon();
  }

  /** It will not be done. */
  void drop(Ticket ticket, DroppedRecord record) {
    table.drop(record);
    finish(ticket);
  }

  /**
   * It is done again later.
   *
   * @param item its row, from the time of day at which it is due
   */
  void again(Ticket ticket, LongFunction<QueuedItem> item, Duration delay) {
    long due = clock.in(delay);
    table.put(ticket.key(), item.apply(clock.millisOf(due)));
    table.commitSoon();
    lanes.add(ticket.dueAt(due));
  }
}
