package io.slsemu.emulator.serviceapi.resources.concurrency;

import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.placement.ProvisionedConcurrency;
import io.slsemu.emulator.placement.ProvisionedConcurrency.Status;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Environments that are ready when a test says so. */
final class FakeProvisionedEnvironments implements ProvisionedEnvironments {
  private final Map<Function, ProvisionedConcurrency> states = new IdentityHashMap<>();

  @Override
  public void provision(Function version, int environments) {
    if (environments == 0) {
      states.remove(version);
    } else {
      states.put(version, new ProvisionedConcurrency(Status.IN_PROGRESS, environments, 0, null));
    }
  }

  @Override
  public @Nullable ProvisionedConcurrency provisioned(Function version) {
    return states.get(version);
  }

  void ready() {
    states.replaceAll(
        (function, state) ->
            new ProvisionedConcurrency(Status.READY, state.requested(), state.requested(), null));
  }

  void fail() {
    states.replaceAll(
        (function, state) ->
            new ProvisionedConcurrency(
                Status.FAILED, state.requested(), 0, ProvisionedConcurrency.INIT_FAILURE));
  }

  /** How many stand or come, by the version's number. */
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    states.forEach(
        (function, state) -> counts.merge(function.version(), state.requested(), Integer::sum));
    return counts;
  }
}
