package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.host.ThreadStarter;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Containers on their way out, several at once. */
final class Departures {
  /** When none at all goes for so long, the engine does not answer. */
  private static final long STANDSTILL_SECONDS = 5;

  private final EngineSite site;
  private final ThreadStarter threads;
  private final Set<CompletableFuture<Void>> underWay = ConcurrentHashMap.newKeySet();

  Departures(EngineSite site, ThreadStarter threads) {
    this.site = site;
    this.threads = threads;
  }

  /** Does something of which {@link #await()} is to see the end. */
  void start(Runnable work) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    underWay.add(done);
    threads.start(
        "sandbox-end",
        () -> {
          try {
            work.run();
          } finally {
            underWay.remove(done);
            done.complete(null);
          }
        });
  }

  /** Removes a container that nobody wants any more, once it is made. */
  void discard(CompletableFuture<ContainerSlot> coming) {
    start(() -> remove(coming));
  }

  private void remove(CompletableFuture<ContainerSlot> coming) {
    try {
      ContainerSlot slot = coming.join();
      site.remove(slot);
      drop(slot);
    } catch (CompletionException neverMade) {
      // Then there is nothing to remove.
      return;
    }
  }

  /** Takes away what a container that has ended was shown. */
  void drop(ContainerSlot ended) {
    try {
      if (ended.place() != null) {
        site.delivery().drop(ended.place());
      }
    } catch (SandboxException keeperIsGone) {
      // The next start sweeps it.
      return;
    }
  }

  /**
   * Waits for all, as long as something moves. What is left then, the keeper sees to, and the next
   * start.
   */
  void await() {
    int before = -1;
    while (!underWay.isEmpty() && underWay.size() != before) {
      before = underWay.size();
      try {
        CompletableFuture.allOf(underWay.toArray(new CompletableFuture<?>[0]))
            .get(STANDSTILL_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException later) {
        continue; // has any come to its end?
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
