package io.slsemu.emulator.placement;

import io.slsemu.emulator.environment.EnvironmentServices;
import io.slsemu.emulator.environment.ExecutionEnvironment;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.sandbox.SandboxSpec;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Decides which environment serves an invocation: a warm one, else a new one. One environment
 * serves one invocation at a time.
 */
public final class Placement implements AutoCloseable {
  private final EnvironmentServices services;
  private final Duration keepAlive;
  private final ScheduledFuture<?> reaper;
  private final AtomicInteger made = new AtomicInteger();
  private volatile boolean onePrepared;

  /** By identity: a function that was deployed again is another one, however alike. */
  private final Map<Function, EnvironmentPool> pools =
      Collections.synchronizedMap(new IdentityHashMap<>());

  /**
   * @param keepAlive how long an environment may rest before it is removed; zero: it never rests
   * @param timer looks after that
   */
  public Placement(
      EnvironmentServices services, Duration keepAlive, ScheduledExecutorService timer) {
    this.services = services;
    this.keepAlive = keepAlive;
    long every = Math.max(10, Math.min(1_000, keepAlive.toMillis() / 4));
    this.reaper = timer.scheduleWithFixedDelay(this::reap, every, every, TimeUnit.MILLISECONDS);
  }

  /**
   * Finds an environment for one invocation, thawed and, if it is new, past its Init phase.
   *
   * @throws NoWarmEnvironmentException if only a warm one would do
   * @throws io.slsemu.emulator.sandbox.SandboxException if the host refuses a new one
   */
  public Lease lease(Function function, StartPreference preference) {
    EnvironmentPool pool = pools.computeIfAbsent(function, key -> new EnvironmentPool());
    ExecutionEnvironment warm = preference == StartPreference.COLD ? null : pool.takeWarm();
    if (warm != null) {
      return new Lease(this, pool, prepared(pool, warm, warm::wake), false);
    }
    if (preference == StartPreference.WARM) {
      throw new NoWarmEnvironmentException(function.name().value());
    }
    return new Lease(this, pool, start(function, pool), true);
  }

  /**
   * Finds a warm environment to which an event could be offered at once. Does not wait.
   *
   * @return null if there is none
   */
  public @Nullable Lease tryLease(Function function) {
    EnvironmentPool pool = pools.get(function);
    ExecutionEnvironment ready = pool == null ? null : pool.takeReady();
    return ready == null ? null : new Lease(this, pool, prepared(pool, ready, ready::wake), false);
  }

  /** From now on, after each cold start, something is made ready for the next one. */
  public void keepOnePrepared() {
    onePrepared = true;
  }

  /** Removes a function's environments, as after a deployment. */
  public void retire(Function function) {
    EnvironmentPool pool = pools.remove(function);
    if (pool != null) {
      closeAll(pool.close());
    }
  }

  void release(EnvironmentPool pool, ExecutionEnvironment environment, boolean answered) {
    if (keepAlive.isZero()) {
      discard(pool, environment, answered);
    } else if (pool.release(environment, answered, services.time().now())) {
      environment.freezeWhileResting();
    } else {
      environment.close();
    }
  }

  void discard(EnvironmentPool pool, ExecutionEnvironment environment, boolean answered) {
    pool.discard(environment, answered);
    environment.close();
  }

  @Override
  public void close() {
    reaper.cancel(false);
    allPools().forEach(pool -> closeAll(pool.close()));
  }

  private ExecutionEnvironment start(Function function, EnvironmentPool pool) {
    ExecutionEnvironment environment =
        new ExecutionEnvironment("e" + made.incrementAndGet(), function, services);
    if (!pool.add(environment)) {
      environment.close();
      throw new IllegalStateException("the emulator is closed");
    }
    prepared(pool, environment, environment::init);
    if (onePrepared || made.get() > 1) { // a second cold start: more may come
      services.sandboxes().anticipate(1, SandboxSpec.of(function));
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

  private void reap() {
    long before = services.time().now() - keepAlive.toNanos();
    allPools().forEach(pool -> closeAll(pool.expire(before)));
  }

  private List<EnvironmentPool> allPools() {
    synchronized (pools) {
      return List.copyOf(pools.values());
    }
  }

  private static void closeAll(List<ExecutionEnvironment> environments) {
    environments.forEach(ExecutionEnvironment::close);
  }
}
