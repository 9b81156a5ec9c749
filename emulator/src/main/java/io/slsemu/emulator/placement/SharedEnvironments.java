package io.slsemu.emulator.placement;

import io.slsemu.emulator.concurrency.ConcurrencyLimiter;
import io.slsemu.emulator.concurrency.Permit;
import io.slsemu.emulator.environment.EnvironmentServices;
import io.slsemu.emulator.environment.ManagedEnvironment;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.MaxConcurrency;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The environments of the functions that take several invocations at once in each. */
final class SharedEnvironments {
  private final EnvironmentServices services;
  private final ConcurrencyLimiter limiter;
  private final LifeTime life;
  private final Shutdowns shutdowns;
  private final AtomicInteger made;
  private final Map<Function, SharedPool> pools = new IdentityHashMap<>();

  /**
   * @param made counts environments of either kind, for their names
   */
  SharedEnvironments(
      EnvironmentServices services,
      ConcurrencyLimiter limiter,
      LifeTime life,
      Shutdowns shutdowns,
      AtomicInteger made) {
    this.services = services;
    this.limiter = limiter;
    this.life = life;
    this.shutdowns = shutdowns;
    this.made = made;
  }

  /** Whether a function's environments are of this kind. */
  static boolean serve(Function function) {
    return function.configuration().maxConcurrency() != null;
  }

  Lease lease(Function function, StartPreference preference, Permit permit) {
    return pool(function).lease(preference, function.name().value(), permit);
  }

  @Nullable Lease tryLease(Function function, Permit permit) {
    return pool(function).tryLease(permit);
  }

  void warmUp(Function function) {
    pool(function).warmUp();
  }

  void retire(Function function) {
    SharedPool pool;
    synchronized (pools) {
      pool = pools.remove(function);
    }
    if (pool != null) {
      pool.close();
    }
  }

  void reap() {
    all().forEach(SharedPool::reap);
  }

  /** Ends all environments, those in use too. */
  void close() {
    all().forEach(SharedPool::kill);
  }

  /** The pools of all functions. */
  List<SharedPool> all() {
    synchronized (pools) {
      return List.copyOf(pools.values());
    }
  }

  private SharedPool pool(Function function) {
    MaxConcurrency limit = Objects.requireNonNull(function.configuration().maxConcurrency());
    synchronized (pools) {
      return pools.computeIfAbsent(
          function,
          key ->
              new SharedPool(
                  limit.invocations(), () -> make(key), life, services.age(), shutdowns));
    }
  }

  private ManagedEnvironment make(Function function) {
    limiter.scaleUp(function.arn());
    return new ManagedEnvironment("e" + made.incrementAndGet(), function, services);
  }
}
