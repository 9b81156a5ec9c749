package io.slsemu.emulator.placement;

import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * How far a function's provisioned concurrency is.
 *
 * @param status where it is
 * @param requested how many environments are wanted
 * @param allocated how many there are; none until all are ready
 * @param statusReason why it failed, else null
 */
public record ProvisionedConcurrency(
    Status status, int requested, int allocated, @Nullable String statusReason) {

  /** The service's reason when a function's Init fails. Recorded from the service. */
  public static final String INIT_FAILURE = "FUNCTION_ERROR_INIT_FAILURE";

  /** Where it is, in the service's words. */
  public enum Status {
    IN_PROGRESS,
    READY,
    FAILED
  }

  /**
   * Says no where there can be none.
   *
   * @param environments how many it is to have; none is always fine
   * @throws InvalidConfigurationException if the function has SnapStart, or shares environments
   */
  public static void check(FunctionConfiguration configuration, int environments) {
    if (environments > 0 && configuration.runtime().snapStart()) {
      throw new InvalidConfigurationException(
          "a function with SnapStart cannot have provisioned concurrency, on the service neither",
          "leave out one of the two");
    }
    if (environments > 0 && configuration.maxConcurrency() != null) {
      throw new InvalidConfigurationException(
          "provisioned concurrency is for environments of one call each, those of this function"
              + " are shared",
          "leave out one of the two; an environment can be warmed up instead");
    }
  }
}
