package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.host.ThreadStarter;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Empty containers made ahead of need, frozen, as the service's hosts keep slots booted. Its state
 * is guarded by this object's monitor.
 */
final class ContainerPool {
  private final ContainerMaker maker;
  private final ThreadStarter threads;
  private final int size;
  private final Map<ContainerKey, Deque<CompletableFuture<ContainerSlot>>> ready = new HashMap<>();
  private final Consumer<CompletableFuture<ContainerSlot>> useless;
  private boolean closed;

  /**
   * @param size how many are kept ready for each key in demand; 0 for none
   * @param useless takes what has ended while it waited
   */
  ContainerPool(
      ContainerMaker maker,
      ThreadStarter threads,
      int size,
      Consumer<CompletableFuture<ContainerSlot>> useless) {
    this.maker = maker;
    this.threads = threads;
    this.size = size;
    this.useless = useless;
  }

  /** Fills up so that so many are there, or are on their way. */
  synchronized void anticipate(ContainerKey key, int count) {
    if (size == 0 || closed) {
      return;
    }
    Deque<CompletableFuture<ContainerSlot>> queue =
        ready.computeIfAbsent(key, any -> new ArrayDeque<>());
    int wanted = Math.min(ContainerMaker.AT_ONCE, Math.max(size, count));
    while (queue.size() < wanted) {
      queue.add(make(key, true));
    }
  }

  /** One that is ready, else one that is on its way, else a new one. */
  CompletableFuture<ContainerSlot> take(ContainerKey key) {
    CompletableFuture<ContainerSlot> first = poll(key);
    while (first != null && isUseless(first)) {
      useless.accept(first);
      first = poll(key);
    }
    return first == null ? make(key, false) : first;
  }

  /** A new one that takes over {@code /tmp} from one that is still there. */
  CompletableFuture<ContainerSlot> heir(ContainerKey key, ContainerSlot before) {
    CompletableFuture<ContainerSlot> coming = new CompletableFuture<>();
    threads.start(
        "sandbox-container",
        () -> {
          try {
            coming.complete(maker.make(key, before));
          } catch (RuntimeException e) {
            coming.completeExceptionally(e);
          }
        });
    return coming;
  }

  private static boolean isUseless(CompletableFuture<ContainerSlot> made) {
    return made.isCompletedExceptionally() || made.isDone() && !made.join().isAlive();
  }

  private synchronized @Nullable CompletableFuture<ContainerSlot> poll(ContainerKey key) {
    Deque<CompletableFuture<ContainerSlot>> queue = ready.get(key);
    return queue == null ? null : queue.poll();
  }

  private CompletableFuture<ContainerSlot> make(ContainerKey key, boolean toRest) {
    CompletableFuture<ContainerSlot> coming = new CompletableFuture<>();
    threads.start("sandbox-container", () -> make(key, toRest, coming));
    return coming;
  }

  private void make(ContainerKey key, boolean toRest, CompletableFuture<ContainerSlot> coming) {
    try {
      ContainerSlot slot = maker.make(key, null);
      if (toRest && isWaitedForByNobody(key, coming)) {
        freeze(slot);
      }
      coming.complete(slot);
    } catch (RuntimeException e) {
      coming.completeExceptionally(e);
    }
  }

  private static void freeze(ContainerSlot slot) {
    try {
      slot.limits().freeze();
    } catch (UncheckedIOException | SandboxException gone) {
      // Whoever takes it sees whether it is.
      return;
    }
  }

  private synchronized boolean isWaitedForByNobody(
      ContainerKey key, CompletableFuture<ContainerSlot> coming) {
    Deque<CompletableFuture<ContainerSlot>> queue = ready.get(key);
    return queue != null && queue.contains(coming);
  }

  /** Gives out all there are, and makes none any more. */
  synchronized List<CompletableFuture<ContainerSlot>> close() {
    closed = true;
    maker.end();
    List<CompletableFuture<ContainerSlot>> unused = new ArrayList<>();
    ready.values().forEach(unused::addAll);
    ready.clear();
    return unused;
  }
}
