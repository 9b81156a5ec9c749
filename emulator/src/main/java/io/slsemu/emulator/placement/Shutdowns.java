package io.slsemu.emulator.placement;

import io.slsemu.emulator.environment.ExecutionEnvironment;
import io.slsemu.emulator.environment.ManagedEnvironment;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Ends environments on threads of its own: a Shutdown phase may take two seconds, for which neither
 * a caller nor the timer should wait.
 */
final class Shutdowns {
  private final Executor threads;
  private final Set<CompletableFuture<Void>> underWay = ConcurrentHashMap.newKeySet();

  Shutdowns(Executor threads) {
    this.threads = threads;
  }

  /** Ends an environment soon. */
  void end(ExecutionEnvironment environment) {
    end(environment::close);
  }

  /** The same of one that several invocations shared. */
  void end(ManagedEnvironment environment) {
    end(environment::close);
  }

  private void end(Runnable close) {
    try {
      CompletableFuture<Void> end = CompletableFuture.runAsync(close, threads);
      underWay.add(end);
      end.whenComplete((nothing, failure) -> underWay.remove(end));
    } catch (RejectedExecutionException e) {
      // The emulator is closed: all sandboxes and Runtime APIs are, and their I/O threads with
      // them.
      return;
    }
  }

  /** Waits until all are ended. */
  void await() {
    for (CompletableFuture<Void> end : underWay) {
      end.exceptionally(failure -> null).join(); // what the host kept, the next start sweeps
    }
  }
}
