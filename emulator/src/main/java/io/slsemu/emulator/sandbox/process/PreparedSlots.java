package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.SandboxException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Slots made ahead of need. Its state is guarded by this object's monitor. */
final class PreparedSlots {
  /** Prepared slots beyond this would cost more than they save. */
  private static final int MAX = 16;

  /** A slot takes some tens of milliseconds. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final IntFunction<Slot> maker;
  private final Deque<Slot> prepared = new ArrayDeque<>();
  private int inTheMaking;

  /** Announcements that somebody is still at work on. */
  private int makers;

  private int waiting;
  private boolean closed;

  /**
   * @param maker makes a slot with so many megabytes of {@code /tmp}
   */
  PreparedSlots(IntFunction<Slot> maker) {
    this.maker = maker;
  }

  /** How many have to be made so that there are so many, some of them perhaps still to come. */
  synchronized int announce(int count) {
    int missing = Math.min(count, MAX) - prepared.size() - inTheMaking;
    if (missing > 0) {
      inTheMaking += missing;
      makers++;
    }
    return missing;
  }

  /** Makes what was announced. */
  void make(int count, int ephemeralStorageMb) {
    try {
      for (int made = 0; made < count; made++) {
        Slot slot = isClosed() ? null : makeOne(ephemeralStorageMb);
        if (!add(slot) && slot != null) {
          slot.discard();
        }
      }
    } finally {
      end();
    }
  }

  private @Nullable Slot makeOne(int ephemeralStorageMb) {
    try {
      return maker.apply(ephemeralStorageMb);
    } catch (SandboxException onlyAHint) {
      return null; // whoever creates a sandbox meets the same reason, and is told
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized void end() {
    makers--;
    notifyAll();
  }

  /** Takes one, waiting for one that is just being made rather than making another beside it. */
  synchronized @Nullable Slot take(int ephemeralStorageMb) {
    waiting++;
    try {
      Slot slot = poll(ephemeralStorageMb);
      while (slot == null && waiting <= inTheMaking && !closed) {
        wait();
        slot = poll(ephemeralStorageMb);
      }
      return slot;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      waiting--;
    }
  }

  /** Gives out all there are, and keeps none any more. */
  synchronized List<Slot> close() {
    closed = true;
    notifyAll();
    List<Slot> unused = new ArrayList<>(prepared);
    prepared.clear();
    return unused;
  }

  /**
   * Once closed: returns when nobody makes any more, nor discards what came too late. Its control
   * groups would else come to be behind whoever clears up.
   */
  synchronized void awaitMakers() {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    try {
      while (makers > 0) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          return;
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean add(@Nullable Slot slot) {
    inTheMaking--;
    notifyAll();
    if (slot != null && !closed) {
      prepared.add(slot);
      return true;
    }
    return slot == null;
  }

  private @Nullable Slot poll(int ephemeralStorageMb) {
    // By iterator: a record's own equals would cost its first caller 25 ms of linking.
    for (Iterator<Slot> slots = prepared.iterator(); slots.hasNext(); ) {
      Slot slot = slots.next();
      if (slot.place().ephemeralStorageMb() == ephemeralStorageMb) {
        slots.remove();
        return slot;
      }
    }
    return null;
  }
}
