package io.slsemu.emulator.function;

import java.util.Set;

/** Who may have SnapStart: functions for the managed runtimes of Java, Python and .NET. */
public final class SnapStart {
  /**
   * The runtimes that have it.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html">snapstart</a>
   */
  private static final Set<String> RUNTIMES =
      Set.of(
          "java11",
          "java17",
          "java21",
          "java25",
          "python3.12",
          "python3.13",
          "python3.14",
          "dotnet8",
          "dotnet10");

  /** What the service calls an image where it would name a runtime. */
  private static final String IMAGE = "ContainerImage";

  private SnapStart() {}

  /**
   * Says no where the service does; a function that does not ask for it is fine.
   *
   * @throws InvalidConfigurationException for a runtime that has none, with the service's words, as
   *     deployments quote them (for nodejs18.x and images; the runtime's name is all that differs);
   *     for a larger {@code /tmp}, with ours
   */
  public static void check(FunctionConfiguration configuration, FunctionCode code) {
    if (!configuration.runtime().snapStart()) {
      return;
    }
    if (configuration.maxConcurrency() != null) {
      throw new InvalidConfigurationException(
          "SnapStart is for environments of one call each, those of this function are shared",
          "leave out --snap-start or --max-concurrency");
    }
    check(
        configuration.runtime().identifier(),
        code instanceof FunctionCode.Image,
        configuration.ephemeralStorage().megabytes());
  }

  /**
   * The same for a function that asks for it.
   *
   * @param image whether it is one, and not a zip for the runtime
   * @param storage of {@code /tmp}, in MB
   * @throws InvalidConfigurationException as above
   */
  public static void check(String runtime, boolean image, int storage) {
    if (image || !RUNTIMES.contains(runtime)) {
      throw new InvalidConfigurationException(
          (image ? IMAGE : runtime) + " is not supported for SnapStart enabled functions.",
          "leave out --snap-start (--provisioned 1 has an environment stand ready), or say with"
              + " --runtime which of Java, Python and .NET it is");
    }
    if (storage != EphemeralStorage.DEFAULT.megabytes()) {
      throw new InvalidConfigurationException(
          "SnapStart is not to be had with more than 512 MB of /tmp",
          "leave out --ephemeral-storage or --snap-start");
    }
  }
}
