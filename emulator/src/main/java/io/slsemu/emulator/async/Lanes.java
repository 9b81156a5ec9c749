package io.slsemu.emulator.async;

import io.slsemu.emulator.concurrency.Allowance;
import io.slsemu.emulator.function.FunctionArn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who is next. Each function has a lane, so that none holds up another, and within a lane it goes
 * by due time. A lane is as wide as the function's concurrency, together with the lanes that share
 * it, so that the queue does not throttle itself. One that is throttled nevertheless, since others
 * use that concurrency, gets narrower, as the service slows down its reading of the queue, and with
 * each that begins wider again.
 *
 * <p>Of each lane only some are on their way to an environment at once: many short events take
 * turns in few environments then, and a thousand long ones do not start all theirs in one moment.
 */
final class Lanes {
  private final Function<FunctionArn, Allowance> allowances;
  private final Map<@Nullable FunctionArn, Lane> lanes = new LinkedHashMap<>();
  private int waiting;
  private int underWay;
  private boolean closed;

  /**
   * @param allowances how many of a lane may be under way at once
   */
  Lanes(Function<FunctionArn, Allowance> allowances) {
    this.allowances = allowances;
  }

  synchronized void add(Ticket ticket) {
    lanes.computeIfAbsent(ticket.function(), function -> new Lane()).add(ticket);
    waiting++;
  }

  /**
   * Takes the one that has been due longest of those that may go, and of lanes with none under way
   * before the others, or a long queue would keep the rest from what they share.
   *
   * @return null if none is due, or none may
   */
  synchronized @Nullable Ticket take(long now) {
    Lane best = null;
    Ticket first = null;
    for (Lane lane : withRoom()) {
      Ticket head = lane.head();
      if (head != null && head.due() - now <= 0 && isBefore(lane, head, best, first)) {
        best = lane;
        first = head;
      }
    }
    if (best != null && first != null) {
      best.start(first);
      waiting--;
      underWay++;
    }
    return first;
  }

  private static boolean isBefore(
      Lane lane, Ticket head, @Nullable Lane best, @Nullable Ticket first) {
    if (best == null || first == null) {
      return true;
    }
    return lane.isIdle() == best.isIdle() ? head.compareTo(first) < 0 : lane.isIdle();
  }

  /** Says that one that was taken has an environment. */
  synchronized void begun(Ticket ticket) {
    Lane lane = lanes.get(ticket.function());
    if (lane != null) {
      lane.begun(ticket);
    }
  }

  /** Says that one that was taken is done with. */
  synchronized void done(Ticket ticket, boolean throttled) {
    Lane lane = lanes.get(ticket.function());
    if (lane != null) {
      lane.done(ticket, throttled);
      if (lane.isEmpty()) {
        lanes.remove(ticket.function());
      }
    }
    underWay--;
    notifyAll();
  }

  /** When the next may go that waits for nothing but its time. */
  synchronized OptionalLong nextDue() {
    Ticket first = null;
    for (Lane lane : withRoom()) {
      Ticket head = lane.head();
      if (head != null && (first == null || head.compareTo(first) < 0)) {
        first = head;
      }
    }
    return first == null ? OptionalLong.empty() : OptionalLong.of(first.due());
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

  /** The lanes of which one more may go. */
  private List<Lane> withRoom() {
    Map<Lane, Allowance> allowed = new IdentityHashMap<>();
    Map<Object, Integer> busy = new IdentityHashMap<>();
    if (!closed) {
      lanes.forEach(
          (function, lane) -> {
            Allowance allowance = function == null ? Lane.UNCOUNTED : allowances.apply(function);
            allowed.put(lane, allowance);
            busy.merge(allowance.pool(), lane.inPool(allowance), Integer::sum);
          });
    }
    List<Lane> found = new ArrayList<>();
    allowed.forEach(
        (lane, allowance) -> {
          if (lane.hasRoom(allowance, busy.getOrDefault(allowance.pool(), 0))) {
            found.add(lane);
          }
        });
    return found;
  }
}
