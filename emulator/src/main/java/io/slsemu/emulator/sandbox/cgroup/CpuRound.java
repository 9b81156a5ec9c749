package io.slsemu.emulator.sandbox.cgroup;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Gives each environment other CPUs than the one before it, round and round. How many it sees is
 * the service's (lambda-platform §1.2); which they are must not make environments share two while
 * others stand idle. Safe for any number of threads.
 */
public final class CpuRound {
  private final AtomicInteger given = new AtomicInteger();

  /**
   * The CPUs of the next environment, in the kernel's notation.
   *
   * @param all those there are
   * @param memoryMb the size of its function
   * @return null where there are no more than it may see
   */
  public @Nullable String next(String all, int memoryMb) {
    int visible = CpuQuota.visibleCpus(memoryMb);
    return CpuList.size(all) > visible
        ? CpuList.some(all, visible, given.getAndAdd(visible))
        : null;
  }
}
