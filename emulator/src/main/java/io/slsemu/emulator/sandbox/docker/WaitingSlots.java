package io.slsemu.emulator.sandbox.docker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Containers that wait to be taken, or are on their way there. A key that is changed with its
 * function is not asked for again, and its containers would wait for good: so only the keys that
 * were wanted last have any. Its state is guarded by this object's monitor.
 */
final class WaitingSlots {
  private final int mostKeys;
  private final Map<ContainerKey, Deque<CompletableFuture<ContainerSlot>>> ready =
      new LinkedHashMap<>(); // those wanted last at its end

  /**
   * @param mostKeys for how many keys there are any
   */
  WaitingSlots(int mostKeys) {
    this.mostKeys = mostKeys;
  }

  /**
   * Fills up to so many.
   *
   * @return those of keys that were not wanted for longest, which have to make room
   */
  synchronized List<CompletableFuture<ContainerSlot>> fill(
      ContainerKey key, int count, Supplier<CompletableFuture<ContainerSlot>> maker) {
    Deque<CompletableFuture<ContainerSlot>> queue = ready.remove(key);
    queue = queue == null ? new ArrayDeque<>() : queue;
    ready.put(key, queue);
    while (queue.size() < count) {
      queue.add(maker.get());
    }
    List<CompletableFuture<ContainerSlot>> surplus = new ArrayList<>();
    while (ready.size() > mostKeys) {
      ContainerKey oldest = ready.keySet().iterator().next();
      surplus.addAll(ready.remove(oldest));
    }
    return surplus;
  }

  /** One that has waited longest; null if there is none. */
  synchronized @Nullable CompletableFuture<ContainerSlot> poll(ContainerKey key) {
    Deque<CompletableFuture<ContainerSlot>> queue = ready.remove(key);
    if (queue == null) {
      return null;
    }
    CompletableFuture<ContainerSlot> first = queue.poll();
    if (!queue.isEmpty()) {
      ready.put(key, queue);
    }
    return first;
  }

  /** Whether nobody has taken it. */
  synchronized boolean holds(ContainerKey key, CompletableFuture<ContainerSlot> coming) {
    Deque<CompletableFuture<ContainerSlot>> queue = ready.get(key);
    return queue != null && queue.contains(coming);
  }

  /** Gives out all there are. */
  synchronized List<CompletableFuture<ContainerSlot>> takeAll() {
    List<CompletableFuture<ContainerSlot>> all = new ArrayList<>();
    ready.values().forEach(all::addAll);
    ready.clear();
    return all;
  }
}
