package io.slsemu.emulator.sandbox.cgroup;

/**
 * CPU time that all threads of a sandbox share in each period.
 *
 * <p>The service uses periods of 20 ms, and 1,769 MB buy one CPU (lambda-platform §1.1 and §1.3).
 *
 * @param quotaMicros CPU time in each period, in microseconds
 */
public record CpuQuota(long quotaMicros) {
  /** The service's period: finer than Docker's 100 ms, so stalls are short. */
  public static final long PERIOD_MICROS = 20_000;

  private static final long MEGABYTES_OF_ONE_CPU = 1769;

  /** The share that a function's memory buys. */
  public static CpuQuota of(int memoryMb) {
    return new CpuQuota(
        (memoryMb * PERIOD_MICROS + MEGABYTES_OF_ONE_CPU / 2) / MEGABYTES_OF_ONE_CPU);
  }

  /** All the time of so many CPUs. */
  public static CpuQuota ofCpus(int cpus) {
    return new CpuQuota(cpus * PERIOD_MICROS);
  }

  /** How many CPUs a function of this size sees (lambda-platform §1.2). */
  public static int visibleCpus(int memoryMb) {
    if (memoryMb <= 3008) {
      return 2;
    }
    return (int) Math.max(3, (memoryMb + MEGABYTES_OF_ONE_CPU - 1) / MEGABYTES_OF_ONE_CPU);
  }
}
