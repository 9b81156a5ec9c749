package io.slsemu.emulator.invoke;

/**
 * How fast a streamed response may be: so many bytes at once, then so many each second.
 *
 * @param burstBytes what goes through unhindered, 32 KiB to 64 MiB
 * @param bytesPerSecond the rate after that, 32 KiB to 64 MiB
 */
public record Bandwidth(long burstBytes, long bytesPerSecond) {
  private static final long MIN = 32L * 1024;
  private static final long MAX = 64L * 1024 * 1024;

  /**
   * The service's: 6 MiB, then 2 MiB a second (AWS: "Lambda quotas"). This and the bounds are in
   * AWS's Runtime Interface Emulator as well, in its direct-invoke path.
   */
  public static final Bandwidth SERVICE = new Bandwidth(6L * 1024 * 1024, 2L * 1024 * 1024);

  /**
   * @throws IllegalArgumentException if a figure is out of bounds
   */
  public Bandwidth {
    require("burst", burstBytes);
    require("rate", bytesPerSecond);
  }

  private static void require(String what, long bytes) {
    if (bytes < MIN || bytes > MAX) {
      throw new IllegalArgumentException(
          "the " + what + " of a response is " + bytes + " bytes; use " + MIN + " to " + MAX);
    }
  }
}
