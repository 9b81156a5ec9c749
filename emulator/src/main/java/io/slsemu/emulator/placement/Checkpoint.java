package io.slsemu.emulator.placement;

import io.slsemu.emulator.concurrency.Pending;
import io.slsemu.emulator.environment.ExecutionEnvironment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one environment of a function with SnapStart: initialised in the background up to where it
 * may be restored, and frozen. The service restores many environments from one snapshot; nothing
 * here can copy a process, so each restore takes the kept one, and another runs its own Init.
 */
final class Checkpoint {
  private static final String GONE = "the function was replaced, or the emulator closed";

  private final EnvironmentPool pool;
  private final Supplier<ExecutionEnvironment> maker;
  private final Shutdowns shutdowns;
  private final Executor threads;
  // Guards what follows.
  private final Object lock = new Object();
  private @Nullable CompletableFuture<ExecutionEnvironment> kept;
  private CompletableFuture<?> last = CompletableFuture.completedFuture(null);
  private boolean ended;

  /**
   * @param maker makes an environment that the pool counts as in use
   */
  Checkpoint(
      EnvironmentPool pool,
      Supplier<ExecutionEnvironment> maker,
      Shutdowns shutdowns,
      Executor threads) {
    this.pool = pool;
    this.maker = maker;
    this.shutdowns = shutdowns;
    this.threads = threads;
  }

  /**
   * Sees that there is one soon.
   *
   * @return completes when there is, or cannot be
   */
  CompletableFuture<ExecutionEnvironment> prepare() {
    synchronized (lock) {
      if (ended) {
        return CompletableFuture.failedFuture(new IllegalStateException(GONE));
      }
      CompletableFuture<ExecutionEnvironment> next = kept;
      if (next == null) {
        next = CompletableFuture.supplyAsync(this::make, threads);
        kept = next;
        last = next;
      }
      return next;
    }
  }

  /**
   * Takes the kept one, or waits for it, and restores it.
   *
   * @param another whether to keep another then; the two at once would only slow each other down
   * @throws io.slsemu.emulator.sandbox.SandboxException if the host refuses one
   */
  ExecutionEnvironment take(boolean another) {
    ExecutionEnvironment environment = await();
    try {
      if (!pool.add(environment)) { // again: its life begins now
        throw new IllegalStateException(GONE);
      }
      environment.restore();
    } catch (RuntimeException e) {
      drop(environment);
      throw e;
    }
    if (another) {
      prepare();
    }
    return environment;
  }

  private ExecutionEnvironment await() {
    CompletableFuture<ExecutionEnvironment> mine;
    synchronized (lock) {
      mine = prepare();
      kept = null;
    }
    return Pending.await(mine);
  }

  /** Keeps none from now on, and ends the one there is. */
  void end() {
    CompletableFuture<ExecutionEnvironment> mine;
    synchronized (lock) {
      ended = true;
      mine = kept;
      kept = null;
    }
    if (mine != null) {
      mine.thenAccept(this::drop);
    }
  }

  /** Waits until none is made any more, once {@link #end} was said. */
  void awaitEnd() {
    CompletableFuture<?> making;
    synchronized (lock) {
      making = last;
    }
    making.handle((environment, failure) -> true).join();
  }

  private void drop(ExecutionEnvironment environment) {
    pool.discard(environment, false);
    shutdowns.end(environment);
  }

  /** A failed Init leaves an environment too: the first invocation runs it again. */
  private ExecutionEnvironment make() {
    ExecutionEnvironment environment = maker.get();
    environment.initAhead();
    environment.rest();
    environment.freezeWhileResting();
    return environment;
  }
}
