package io.slsemu.emulator.async;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who is next. Each function has a lane, so that none holds up another, and within a lane it goes
 * by due time. A lane that is throttled gets narrower, as the service slows down its reading of the
 * queue, and with each success wider again.
 */
final class Lanes {
  private final int width;
  private final Map<String, Lane> lanes = new LinkedHashMap<>();
  private int waiting;
  private int underWay;
  private boolean closed;

  /**
   * @param width how many of a lane may be under way at once
   */
  Lanes(int width) {
    this.width = width;
  }

  private static final class Lane {
    final PriorityQueue<Ticket> waiting = new PriorityQueue<>();
    int underWay;
    int limit;

    Lane(int limit) {
      this.limit = limit;
    }

    boolean hasRoom() {
      return underWay < limit && !waiting.isEmpty();
    }
  }

  synchronized void add(Ticket ticket) {
    lanes.computeIfAbsent(ticket.lane(), name -> new Lane(width)).waiting.add(ticket);
    waiting++;
  }

  /** Takes the one that has been due longest of those that may go; null if none is, or may. */
  synchronized @Nullable Ticket take(long now) {
    Lane next = closed ? null : next();
    Ticket ticket = next == null ? null : next.waiting.peek();
    if (next == null || ticket == null || ticket.due() - now > 0) {
      return null;
    }
    next.waiting.remove();
    next.underWay++;
    waiting--;
    underWay++;
    return ticket;
  }

  /** Says that one that was taken is done with. */
  synchronized void done(Ticket ticket, boolean throttled) {
    Lane lane = lanes.get(ticket.lane());
    if (lane != null) {
      lane.underWay--;
      lane.limit = throttled ? Math.max(1, lane.limit / 2) : Math.min(width, lane.limit + 1);
      if (lane.underWay == 0 && lane.waiting.isEmpty()) {
        lanes.remove(ticket.lane());
      }
    }
    underWay--;
    notifyAll();
  }

  /** When the next may go that waits for nothing but its time. */
  synchronized OptionalLong nextDue() {
    Lane next = closed ? null : next();
    Ticket ticket = next == null ? null : next.waiting.peek();
    return ticket == null ? OptionalLong.empty() : OptionalLong.of(ticket.due());
  }

  /** How many wait or are under way. */
  synchronized int size() {
    return waiting + underWay;
  }

  synchronized int underWay() {
    return underWay;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Lets none go any more. */
  synchronized void stop() {
    closed = true;
  }

  /**
   * Lets none go any more, and waits for those under way.
   *
   * @return whether all came to their end in time
   */
  synchronized boolean close(Duration budget) {
    stop();
    long deadline = System.nanoTime() + budget.toNanos();
    while (underWay > 0) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  private @Nullable Lane next() {
    Lane best = null;
    Ticket first = null;
    for (Lane lane : lanes.values()) {
      Ticket head = lane.hasRoom() ? lane.waiting.peek() : null;
      if (head != null && (first == null || head.compareTo(first) < 0)) {
        best = lane;
        first = head;
      }
    }
    return best;
  }
}
