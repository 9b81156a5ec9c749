package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.SandboxException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Slots made ahead of need. Its state is guarded by this object's monitor. */
final class PreparedSlots {
  /** Prepared slots beyond this would cost more than they save. */
  private static final int MAX = 16;

  private final IntFunction<Slot> maker;
  private final Deque<Slot> prepared = new ArrayDeque<>();
  private int inTheMaking;
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
    inTheMaking += Math.max(0, missing);
    return missing;
  }

  /** Makes what was announced. */
  void make(int count, int ephemeralStorageMb) {
    for (int made = 0; made < count; made++) {
      Slot slot = null;
      try {
        slot = maker.apply(ephemeralStorageMb);
      } catch (SandboxException onlyAHint) {
        // Whoever creates a sandbox meets the same reason, and is told.
      }
      if (!add(slot) && slot != null) {
        slot.discard();
      }
    }
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
