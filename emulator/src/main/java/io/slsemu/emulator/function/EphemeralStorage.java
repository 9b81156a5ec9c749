package io.slsemu.emulator.function;

/** The size of {@code /tmp} in MiB: 512 to 10,240. */
public record EphemeralStorage(int megabytes) {
  /** What the service gives a function that asks for nothing. */
  public static final EphemeralStorage DEFAULT = new EphemeralStorage(512);

  private static final int MIN = 512;
  private static final int MAX = 10_240;

  /**
   * @throws InvalidConfigurationException if outside 512 to 10,240
   */
  public EphemeralStorage {
    if (megabytes < MIN || megabytes > MAX) {
      throw new InvalidConfigurationException(
          "ephemeral storage " + megabytes + " MB is out of range",
          "use " + MIN + " to " + MAX + " MB");
    }
  }
}
