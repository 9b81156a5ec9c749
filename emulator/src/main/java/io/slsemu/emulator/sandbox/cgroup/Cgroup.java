package io.slsemu.emulator.sandbox.cgroup;

import java.nio.file.Path;
import java.util.List;

/**
 * One sandbox's control group: in version 1 a directory for each controller, in version 2 a single
 * one. Limits whose controller is absent are left out; {@link ControlGroups#controllers()} tells.
 *
 * <p>Kernel refusals are {@link java.io.UncheckedIOException}s that name the file. Callers take
 * turns: a group has no lock of its own.
 */
public interface Cgroup {
  /** The service's limit of processes and threads (decisions 18). */
  int MAX_PROCESSES = 1024;

  /** The files a process writes {@code 0} to in order to enter. */
  List<Path> entrances();

  /** Limits memory, without swap, and shows so many CPUs where the machine has more. */
  void limit(int memoryMb);

  /** Applies a share of CPU time; it lasts until the next call. */
  void throttle(CpuQuota quota);

  /** Stops every process; returns once they all are, or after a bounded wait. */
  void freeze();

  void thaw();

  /**
   * Reads the meters.
   *
   * @param fileCache file cache known to be in the peak though it may have gone since, in bytes
   */
  CgroupUsage usage(long fileCache);

  /** What the processes hold now, without the cache of files; -1 where that is not metered. */
  long memoryBytes();

  /** The ids of the processes inside, as this process sees them. */
  List<Integer> processes();

  /** File and value, as {@code file=value}, that let frozen processes die. */
  String thawCommand();

  /** The file that tells what memory is used for, or an empty string. */
  String metersFile();

  /** The file that resets the memory high-water mark, or an empty string. */
  String peakFile();

  /** Directory of version 1's memory group, whose out-of-memory events can be heard; or empty. */
  String memoryEvents();

  /**
   * Takes a process out, not what it has started: it is neither measured nor ended for memory any
   * more. Version 1 measures and spares it otherwise.
   */
  void release(long process);

  /** Lets the memory high-water mark begin anew. */
  void resetPeak();

  /**
   * Removes the group, waiting a moment for its last processes. One that an engine made is only let
   * go.
   */
  void remove();
}
