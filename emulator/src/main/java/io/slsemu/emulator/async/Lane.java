package io.slsemu.emulator.async;

import io.slsemu.emulator.concurrency.Allowance;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What waits and is under way of one function, or for other services. Guarded by its lanes. */
final class Lane {
  /** As many starts as keep two cores busy, and as many deliveries to other services. */
  static final int STARTING = 32;

  /** What goes to other services takes nobody's concurrency; it never says that it has begun. */
  static final Allowance UNCOUNTED = new Allowance(new Object(), 0, STARTING);

  private final PriorityQueue<Ticket> waiting = new PriorityQueue<>();
  private final Set<String> starting = new HashSet<>();
  private int underWay;

  /** How many may be under way since it was throttled; before, as many as there is room for. */
  private int width = Integer.MAX_VALUE;

  void add(Ticket ticket) {
    waiting.add(ticket);
  }

  /** The one that has been due longest. */
  @Nullable Ticket head() {
    return waiting.peek();
  }

  /** Takes the head. */
  void start(Ticket head) {
    waiting.remove(head);
    starting.add(head.key());
    underWay++;
  }

  void begun(Ticket ticket) {
    if (starting.remove(ticket.key()) && width < Integer.MAX_VALUE) {
      width++;
    }
  }

  void done(Ticket ticket, boolean throttled) {
    if (throttled) {
      starting.remove(ticket.key());
      width = Math.max(1, Math.min(width, underWay) / 2);
    } else {
      begun(ticket);
    }
    underWay--;
  }

  boolean isIdle() {
    return underWay == 0;
  }

  boolean isEmpty() {
    return underWay == 0 && waiting.isEmpty();
  }

  /** How many of those under way are counted with others'. */
  int inPool(Allowance allowance) {
    return Math.max(0, underWay - allowance.own());
  }

  /**
   * Whether one more may go. One may always, where none can run: it hears so.
   *
   * @param busy how many are under way of all that are counted together
   */
  boolean hasRoom(Allowance allowance, int busy) {
    return underWay < width
        && starting.size() < STARTING
        && (underWay < allowance.own() || busy < Math.max(1, allowance.shared()));
  }
}
