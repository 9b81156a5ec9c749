package io.slsemu.emulator.placement;

import io.slsemu.emulator.concurrency.ConcurrencyLimiter;
import io.slsemu.emulator.concurrency.Permit;
import io.slsemu.emulator.environment.EnvironmentServices;
import io.slsemu.emulator.environment.ExecutionEnvironment;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.report.InitializationType;
import io.slsemu.emulator.sandbox.SandboxSpec;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Decides which environment serves an invocation: a provisioned one, else a warm one, else a new
 * one. One environment serves one invocation at a time, or shares itself out if the function is
 * made for that.
 */
public final class Placement implements AutoCloseable {
  private final EnvironmentServices services;
  private final ConcurrencyLimiter limiter;
  private final LifeTime life;
  private final Executor threads;
  private final Shutdowns shutdowns;
  private final ScheduledFuture<?> reaper;
  private final AtomicInteger made = new AtomicInteger();
  private final SharedEnvironments shared;
  private final EnvironmentPools pools;
  private final Environments environments;
  private volatile boolean onePrepared;

  /**
   * @param limiter says how fast a function may get new environments
   * @param timer looks for environments whose time is over
   * @param threads end environments, and initialise them ahead of need
   */
  public Placement(
      EnvironmentServices services,
      ConcurrencyLimiter limiter,
      LifeTime life,
      ScheduledExecutorService timer,
      Executor threads) {
    this.services = services;
    this.limiter = limiter;
    this.life = life;
    this.threads = threads;
    this.shutdowns = new Shutdowns(threads);
    this.pools = new EnvironmentPools(this::newPool, shutdowns);
    this.shared = new SharedEnvironments(services, limiter, life, shutdowns, made);
    this.environments = new Environments(pools, shared, services.age(), this::reap);
    long every = Math.max(10, Math.min(1_000, life.keepAlive().toMillis() / 4));
    this.reaper = timer.scheduleWithFixedDelay(this::reap, every, every, TimeUnit.MILLISECONDS);
  }

  /**
   * Finds an environment for one invocation, thawed and, if it is new, past its Init phase.
   *
   * @param permit the invocation's; comes back with the lease, or at once if there is none
   * @throws NoWarmEnvironmentException if only a warm one would do
   * @throws io.slsemu.emulator.concurrency.TooManyRequestsException if it would be one more new one
   *     than the function may get now
   * @throws io.slsemu.emulator.sandbox.SandboxException if the host refuses a new one
   */
  public Lease lease(Function function, StartPreference preference, Permit permit) {
    try {
      return find(function, preference, permit);
    } catch (RuntimeException e) {
      permit.close();
      throw e;
    }
  }

  private Lease find(Function function, StartPreference preference, Permit permit) {
    if (SharedEnvironments.serve(function)) {
      return shared.lease(function, preference, permit);
    }
    EnvironmentPool pool = pools.of(function);
    ExecutionEnvironment warm = preference == StartPreference.COLD ? null : pool.takeWarm();
    if (warm != null) {
      return new PooledLease(this, pool, prepared(pool, warm, warm::wake), false, permit);
    }
    if (preference == StartPreference.WARM) {
      throw new NoWarmEnvironmentException(function.name().value());
    }
    return new PooledLease(this, pool, start(function, pool), true, permit);
  }

  /**
   * Finds a warm environment to which an event could be offered at once. Does not wait.
   *
   * @param permit the invocation's; given back if this throws
   * @return null if there is none; the permit is then still the caller's
   */
  public @Nullable Lease tryLease(Function function, Permit permit) {
    try {
      return findNow(function, permit);
    } catch (RuntimeException e) {
      permit.close();
      throw e;
    }
  }

  private @Nullable Lease findNow(Function function, Permit permit) {
    if (SharedEnvironments.serve(function)) {
      return shared.tryLease(function, permit);
    }
    EnvironmentPool pool = pools.find(function);
    ExecutionEnvironment ready = pool == null ? null : pool.takeReady();
    return ready == null
        ? null
        : new PooledLease(this, pool, prepared(pool, ready, ready::wake), false, permit);
  }

  /** From now on, after each cold start, something is made ready for the next one. */
  public void keepOnePrepared() {
    onePrepared = true;
  }

  /**
   * Initialises one environment before anybody calls, as the service does at times of its own
   * accord. Returns when that is done. If its Init fails, the first invocation runs it again.
   *
   * @throws io.slsemu.emulator.sandbox.SandboxException if the host refuses
   */
  public void warmUp(Function function) {
    if (SharedEnvironments.serve(function)) {
      shared.warmUp(function);
      return;
    }
    EnvironmentPool pool = pools.of(function);
    if (pool.checkpoint() != null) {
      pool.checkpoint().prepare().handle((one, failure) -> true).join(); // a call will meet that
      return;
    }
    ExecutionEnvironment environment = make(function, pool, InitializationType.ON_DEMAND);
    prepared(pool, environment, environment::initAhead);
    if (pool.join(List.of(environment))) {
      environment.freezeWhileResting();
    } else {
      end(pool, environment);
    }
  }

  /** Makes the first checkpoint of a function with SnapStart, in the background. */
  public void keepCheckpoint(Function function) {
    Checkpoint checkpoint = pools.of(function).checkpoint();
    if (checkpoint != null) {
      checkpoint.prepare();
    }
  }

  /**
   * Provisions environments for a function, in place of those it had. Zero takes them away.
   *
   * @return completes when all are ready, or none will be
   */
  public CompletableFuture<ProvisionedConcurrency> provision(Function function, int environments) {
    EnvironmentPool pool = pools.of(function);
    Provisioning former = pool.provisioning();
    if (former != null) {
      former.end();
    }
    if (environments == 0) {
      pool.provision(null).forEach(shutdowns::end);
      return CompletableFuture.completedFuture(
          new ProvisionedConcurrency(ProvisionedConcurrency.Status.READY, 0, 0, null));
    }
    Provisioning next =
        new Provisioning(
            environments,
            pool,
            () -> make(function, pool, InitializationType.PROVISIONED_CONCURRENCY),
            shutdowns,
            threads);
    pool.provision(next).forEach(shutdowns::end);
    return next.start();
  }

  /** How far a function's provisioned concurrency is, null if it has none. */
  public @Nullable ProvisionedConcurrency provisioned(Function function) {
    EnvironmentPool pool = pools.find(function);
    Provisioning current = pool == null ? null : pool.provisioning();
    return current == null ? null : current.status();
  }

  /** Removes a function's environments, as after a deployment; calls under way are not cut. */
  public void retire(Function function) {
    shared.retire(function);
    pools.retire(function);
  }

  void release(
      EnvironmentPool pool, ExecutionEnvironment environment, boolean answered, Permit permit) {
    boolean kept = pool.release(environment, answered);
    permit.close(); // only now: whoever gets it finds this environment
    if (kept) {
      environment.freezeWhileResting();
    } else {
      discard(pool, environment, answered);
    }
  }

  void discard(EnvironmentPool pool, ExecutionEnvironment environment, boolean answered) {
    pool.discard(environment, answered);
    end(pool, environment);
  }

  /** All environments there are, for those who look at them from outside. */
  public Environments environments() {
    return environments;
  }

  /** Ends the environments at rest whose time is over. */
  public void reap() {
    shared.reap();
    pools.all().forEach(pool -> pool.expire().forEach(environment -> end(pool, environment)));
  }

  /** Ends all environments, those in use too. */
  @Override
  public void close() {
    reaper.cancel(false);
    shared.close();
    pools.close();
    shutdowns.await();
  }

  private void end(EnvironmentPool pool, ExecutionEnvironment environment) {
    shutdowns.end(environment);
    Provisioning provisioning = pool.provisioning();
    if (provisioning != null) {
      provisioning.replace(environment);
    }
  }

  private EnvironmentPool newPool(Function function) {
    boolean kept = function.configuration().runtime().snapStart();
    return new EnvironmentPool(life, services.age(), kept ? pool -> keeper(function, pool) : null);
  }

  private Checkpoint keeper(Function function, EnvironmentPool pool) {
    return new Checkpoint(
        pool, () -> make(function, pool, InitializationType.SNAP_START), shutdowns, threads);
  }

  private ExecutionEnvironment start(Function function, EnvironmentPool pool) {
    limiter.scaleUp(function.arn());
    Checkpoint checkpoint = pool.checkpoint();
    if (checkpoint != null) {
      return checkpoint.take(onePrepared || made.get() > 1);
    }
    ExecutionEnvironment environment = make(function, pool, InitializationType.ON_DEMAND);
    prepared(pool, environment, environment::init);
    if (onePrepared || made.get() > 1) { // a second cold start: more may come
      services.sandboxes().anticipate(1, SandboxSpec.of(function));
    }
    return environment;
  }

  /** Makes one that counts as in use. */
  private ExecutionEnvironment make(
      Function function, EnvironmentPool pool, InitializationType type) {
    ExecutionEnvironment environment =
        new ExecutionEnvironment("e" + made.incrementAndGet(), function, services, type);
    if (!pool.add(environment)) {
      environment.close();
      throw new IllegalStateException("the function was replaced, or the emulator closed");
    }
    return environment;
  }

  /** An environment that the host could not make ready is of no use to anybody. */
  private ExecutionEnvironment prepared(
      EnvironmentPool pool, ExecutionEnvironment environment, Runnable preparation) {
    try {
      preparation.run();
      return environment;
    } catch (RuntimeException e) {
      discard(pool, environment, false);
      throw e;
    }
  }
}
