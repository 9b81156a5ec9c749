package io.slsemu.emulator.function;

/**
 * How many invocations one environment takes at once, as on Lambda Managed Instances: 1 to 64, the
 * most the service gives for each vCPU.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances.html">lambda-managed-instances</a>
 */
public record MaxConcurrency(int invocations) {
  private static final int MAX = 64;

  /**
   * @throws InvalidConfigurationException if outside 1 to 64
   */
  public MaxConcurrency {
    if (invocations < 1 || invocations > MAX) {
      throw new InvalidConfigurationException(
          "a concurrency of " + invocations + " in one environment is out of range",
          "use 1 to " + MAX + ", for example 4");
    }
  }
}
