package io.slsemu.emulator.serviceapi.resources.concurrency;

import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.placement.Placement;
import io.slsemu.emulator.placement.ProvisionedConcurrency;
import org.jspecify.annotations.Nullable;

/** Who makes environments stand ready. */
public interface ProvisionedEnvironments {
  /** Has so many stand ready for a version, in place of those it had. Does not wait. */
  void provision(Function version, int environments);

  /** How far a version's are, null if it has none. */
  @Nullable ProvisionedConcurrency provisioned(Function version);

  static ProvisionedEnvironments of(Placement placement) {
    return new ProvisionedEnvironments() {
      @Override
      public void provision(Function version, int environments) {
        placement.provision(version, environments);
      }

      @Override
      public @Nullable ProvisionedConcurrency provisioned(Function version) {
        return placement.provisioned(version);
      }
    };
  }
}
