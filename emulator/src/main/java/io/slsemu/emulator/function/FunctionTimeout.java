package io.slsemu.emulator.function;

import java.time.Duration;

/** How long one invocation may take: 1 to 900 whole seconds. */
public record FunctionTimeout(int seconds) {
  /** What the service gives a function that asks for nothing. */
  public static final FunctionTimeout DEFAULT = new FunctionTimeout(3);

  private static final int MAX = 900;

  /**
   * @throws InvalidConfigurationException if outside 1 to 900
   */
  public FunctionTimeout {
    if (seconds < 1 || seconds > MAX) {
      throw new InvalidConfigurationException(
          "timeout " + seconds + " s is out of range", "use 1 to " + MAX + " seconds");
    }
  }

  public Duration duration() {
    return Duration.ofSeconds(seconds);
  }
}
