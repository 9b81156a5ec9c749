package io.slsemu.emulator.sandbox.cgroup;

import io.slsemu.emulator.sandbox.SandboxUsage;
import java.util.List;

/** How one sandbox's processes are limited, stopped and measured. Callers take turns. */
public interface Limits {

  /** Sets the limits a function of this size has during Init. */
  void apply(int memoryMb);

  /** Sets the CPU share a function of this size has from its first invocation on. */
  void throttle(int memoryMb);

  void freeze();

  void thaw();

  /** Whether {@link #thaw} and {@link #throttle} do no more than write some files. */
  default boolean thawsAtOnce() {
    return true;
  }

  /**
   * Reads the meters.
   *
   * @param fileCache file cache known to be in the memory peak, in bytes
   */
  SandboxUsage usage(long fileCache);

  /** What the processes hold in memory now, in bytes; -1 where that cannot be seen. */
  default long memoryBytes() {
    return -1;
  }

  /** The host's ids of the processes inside. */
  List<Integer> processes();

  /** Takes a process out of what is measured and ended for memory; not what it has started. */
  void release(long process);

  /** Lets the memory high-water mark begin anew, before the program is executed. */
  void resetPeak();

  /** Gives everything back. The processes are gone by now. */
  void remove();
}
