package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.Fidelity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a supervisor could really set up.
 *
 * @param tmp {@code disk}, {@code memory}, {@code directory} or {@code host}
 * @param proc {@code own} if {@code /proc} shows this sandbox only, else {@code host}
 * @param ownUser whether the sandbox has a host user of its own
 * @param cgroup the group that the supervisor found for itself, or null
 */
record Greeting(String tmp, String proc, boolean ownUser, @Nullable Path cgroup) {

  /** Reads {@code ready tmp=… proc=… uid=0|1 [cgroup=…]}; a path may hold blanks, so it is last. */
  static Greeting parse(String line) {
    String cgroup = after(line, " cgroup=", true);
    return new Greeting(
        after(line, " tmp=", false),
        after(line, " proc=", false),
        after(line, " uid=", false).equals("1"),
        cgroup.isEmpty() ? null : Path.of(cgroup));
  }

  /** The fidelity promised by the machine, less what could not be had this time. */
  Fidelity amend(Fidelity promised) {
    List<String> gaps = new ArrayList<>(promised.gaps());
    boolean memoryDisk = tmp.equals("memory") && !promised.tmp().equals("memory");
    if (memoryDisk) {
      gaps.add("/tmp is in memory and counts as the function's: no loop device could be had.");
    }
    if (proc.equals("host") && promised.isolation().equals("namespaces")) {
      gaps.add("/proc shows the host's processes: this container forbids one of its own.");
    }
    return new Fidelity(
        promised.level(),
        promised.freezer(),
        promised.memory(),
        promised.cpu(),
        memoryDisk ? "memory" : promised.tmp(),
        promised.isolation(),
        gaps);
  }

  static String after(String line, String key, boolean toTheEnd) {
    int start = line.indexOf(key);
    if (start < 0) {
      return "";
    }
    int end = toTheEnd ? -1 : line.indexOf(' ', start + key.length());
    return line.substring(start + key.length(), end < 0 ? line.length() : end);
  }
}
