package io.slsemu.emulator.placement;

import io.slsemu.emulator.environment.ExecutionEnvironment;
import io.slsemu.emulator.function.Function;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pools of all functions whose environments take one invocation at a time, and their end. */
final class EnvironmentPools {
  private final java.util.function.Function<Function, EnvironmentPool> maker;
  private final Shutdowns shutdowns;

  /** By identity: a function that was deployed again is another one, however alike. */
  private final Map<Function, EnvironmentPool> pools =
      Collections.synchronizedMap(new IdentityHashMap<>());

  EnvironmentPools(
      java.util.function.Function<Function, EnvironmentPool> maker, Shutdowns shutdowns) {
    this.maker = maker;
    this.shutdowns = shutdowns;
  }

  /** A function's pool, made if there is none yet. */
  EnvironmentPool of(Function function) {
    return pools.computeIfAbsent(function, maker);
  }

  /** A function's pool, null if nothing was asked of it yet. */
  @Nullable EnvironmentPool find(Function function) {
    return pools.get(function);
  }

  List<EnvironmentPool> all() {
    synchronized (pools) {
      return List.copyOf(pools.values());
    }
  }

  /** Forgets a function; those of its environments that are in use end with their invocations. */
  void retire(Function function) {
    EnvironmentPool pool = pools.remove(function);
    if (pool != null) {
      close(pool);
    }
  }

  /** Ends all environments, those in use too, and waits for those that are still being made. */
  void close() {
    for (EnvironmentPool pool : all()) {
      close(pool);
      end(pool.residents().stream().map(Resident::environment).toList());
    }
    for (EnvironmentPool pool : all()) {
      Provisioning provisioning = pool.provisioning();
      if (provisioning != null) {
        provisioning.await(); // its environments are ended: it has nothing to wait for
      }
      if (pool.checkpoint() != null) {
        pool.checkpoint().awaitEnd();
      }
    }
  }

  private void close(EnvironmentPool pool) {
    Provisioning provisioning = pool.provisioning();
    if (provisioning != null) {
      provisioning.end();
    }
    if (pool.checkpoint() != null) {
      pool.checkpoint().end();
    }
    end(pool.close());
  }

  private void end(List<ExecutionEnvironment> environments) {
    environments.forEach(shutdowns::end);
  }
}
