package io.slsemu.emulator.function;

/**
 * A function's memory in MiB, which Lambda calls MB: 128 to 10,240 in steps of one.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html">configuration-memory</a>
 */
public record MemorySize(int megabytes) {
  /** What the service gives a function that asks for nothing. */
  public static final MemorySize DEFAULT = new MemorySize(128);

  private static final int MIN = 128;
  private static final int MAX = 10_240;

  /**
   * @throws InvalidConfigurationException if outside 128 to 10,240
   */
  public MemorySize {
    if (megabytes < MIN || megabytes > MAX) {
      throw new InvalidConfigurationException(
          "memory " + megabytes + " MB is out of range",
          "use " + MIN + " to " + MAX + " MB, for example 256");
    }
  }
}
