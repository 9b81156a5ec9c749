package io.slsemu.emulator.placement;

import io.slsemu.emulator.environment.ExecutionEnvironment;
import io.slsemu.emulator.placement.ProvisionedConcurrency.Status;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The environments provisioned for one function: initialised in the background, used only when all
 * are ready, each replaced when it is lost.
 */
final class Provisioning {
  /** More at once would only take the CPUs from each other. */
  private static final int AT_ONCE = 2 * Runtime.getRuntime().availableProcessors();

  private final int requested;
  private final EnvironmentPool pool;
  private final Supplier<ExecutionEnvironment> maker;
  private final Shutdowns shutdowns;
  private final Executor threads;
  private final CompletableFuture<ProvisionedConcurrency> first = new CompletableFuture<>();
  // Guards what follows.
  private final Object lock = new Object();
  private final Set<ExecutionEnvironment> ready = new HashSet<>();
  private int begun;
  private int busy;
  private int replacing;
  private @Nullable String failure;
  private boolean ended;

  /**
   * @param maker makes an environment that the pool counts as in use
   */
  Provisioning(
      int requested,
      EnvironmentPool pool,
      Supplier<ExecutionEnvironment> maker,
      Shutdowns shutdowns,
      Executor threads) {
    this.requested = requested;
    this.pool = pool;
    this.maker = maker;
    this.shutdowns = shutdowns;
    this.threads = threads;
  }

  /**
   * Begins.
   *
   * @return completes when all are ready, or none will be
   */
  CompletableFuture<ProvisionedConcurrency> start() {
    int workers = Math.min(requested, AT_ONCE);
    synchronized (lock) {
      busy = workers;
    }
    for (int worker = 0; worker < workers; worker++) {
      threads.execute(this::work);
    }
    return first;
  }

  ProvisionedConcurrency status() {
    synchronized (lock) {
      boolean inProgress = failure == null && busy > 0;
      Status status =
          inProgress ? Status.IN_PROGRESS : failure == null ? Status.READY : Status.FAILED;
      return new ProvisionedConcurrency(status, requested, inProgress ? 0 : ready.size(), failure);
    }
  }

  /** Whether an environment is one of these. */
  boolean owns(ExecutionEnvironment environment) {
    synchronized (lock) {
      return ready.contains(environment);
    }
  }

  /**
   * An environment is gone: if it was one of these another is made. If that fails there is one
   * less, and no other try.
   */
  void replace(ExecutionEnvironment lost) {
    synchronized (lock) {
      if (!ready.remove(lost) || failure != null) {
        return;
      }
      replacing++;
    }
    try {
      threads.execute(this::makeOneMore);
    } catch (RejectedExecutionException e) {
      fail("the emulator is closed");
      replaced();
    }
  }

  /** Disowns them all and makes no more. */
  void end() {
    fail("withdrawn");
    synchronized (lock) {
      ready.clear();
    }
  }

  private void work() {
    while (takesAnother()) {
      ExecutionEnvironment environment = make();
      if (environment != null && !own(environment)) {
        drop(environment);
      }
    }
    if (isLastWorker()) {
      complete();
    }
  }

  private boolean takesAnother() {
    synchronized (lock) {
      return failure == null && begun++ < requested;
    }
  }

  private boolean isLastWorker() {
    synchronized (lock) {
      busy--;
      return busy == 0;
    }
  }

  /** All or none. */
  private void complete() {
    List<ExecutionEnvironment> all;
    boolean good;
    synchronized (lock) {
      all = List.copyOf(ready);
      good = failure == null;
      if (!good) {
        ready.clear();
      }
    }
    if (!good || !pool.join(all)) {
      all.forEach(this::drop);
    }
    first.complete(status());
  }

  private void makeOneMore() {
    ExecutionEnvironment environment = make();
    if (environment != null && !(own(environment) && pool.join(List.of(environment)))) {
      drop(environment);
    }
    replaced();
  }

  private void replaced() {
    synchronized (lock) {
      replacing--;
      lock.notifyAll();
    }
  }

  /**
   * Waits until nothing is made any more, once {@link #end} was said and what was made is ended.
   */
  void await() {
    first.join();
    synchronized (lock) {
      try {
        while (replacing > 0) {
          lock.wait();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** False if they were withdrawn meanwhile, or one failed. */
  private boolean own(ExecutionEnvironment environment) {
    synchronized (lock) {
      return failure == null && ready.add(environment);
    }
  }

  /** Makes one, past its Init and frozen. Null if it cannot be had. */
  private @Nullable ExecutionEnvironment make() {
    ExecutionEnvironment environment = null;
    try {
      environment = maker.get();
      if (environment.initAhead()) {
        environment.rest();
        environment.freezeWhileResting();
        return environment;
      }
      fail(ProvisionedConcurrency.INIT_FAILURE);
    } catch (RuntimeException e) {
      fail(String.valueOf(e.getMessage())); // the host's doing, or the emulator's end
    }
    if (environment != null) {
      drop(environment);
    }
    return null;
  }

  private void fail(String reason) {
    synchronized (lock) {
      if (failure == null) {
        failure = reason;
      }
    }
  }

  private void drop(ExecutionEnvironment environment) {
    pool.discard(environment, false);
    shutdowns.end(environment);
  }
}
