package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.host.ThreadStarter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Empty containers made ahead of need, frozen, as the service's hosts keep slots booted. Its state
 * is guarded by this object's monitor.
 */
final class ContainerPool {
  /** Each has its own containers, which take memory also when nobody comes for them. */
  private static final int MOST_KEYS = 16;

  private final ContainerMaker maker;
  private final ThreadStarter threads;
  private final int size;
  private final WaitingSlots waiting = new WaitingSlots(MOST_KEYS);
  private final Consumer<CompletableFuture<ContainerSlot>> useless;
  private boolean closed;

  /**
   * @param size how many are kept ready for each key in demand; 0 for none
   * @param useless takes what has ended while it waited, and what waits for nobody any more
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
  void anticipate(ContainerKey key, int count) {
    fill(key, count).forEach(useless);
  }

  private synchronized List<CompletableFuture<ContainerSlot>> fill(ContainerKey key, int count) {
    if (size == 0 || closed) {
      return List.of();
    }
    int wanted = Math.min(ContainerMaker.AT_ONCE, Math.max(size, count));
    return waiting.fill(key, wanted, () -> make(key, true));
  }

  /** One that is ready, else one that is on its way, else a new one. */
  CompletableFuture<ContainerSlot> take(ContainerKey key) {
    CompletableFuture<ContainerSlot> first = waiting.poll(key);
    while (first != null && isUseless(first)) {
      useless.accept(first);
      first = waiting.poll(key);
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

  private CompletableFuture<ContainerSlot> make(ContainerKey key, boolean toRest) {
    CompletableFuture<ContainerSlot> coming = new CompletableFuture<>();
    threads.start("sandbox-container", () -> make(key, toRest, coming));
    return coming;
  }

  private void make(ContainerKey key, boolean toRest, CompletableFuture<ContainerSlot> coming) {
    try {
      ContainerSlot slot = maker.make(key, null);
      if (toRest && waiting.holds(key, coming)) {
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

  /** Gives out all there are, and makes none any more. */
  synchronized List<CompletableFuture<ContainerSlot>> close() {
    closed = true;
    maker.end();
    return waiting.takeAll();
  }
}
