package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.emulator.sandbox.host.Abilities;
import java.nio.file.Files;
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
  static final String NO_CPU_IN_SCOPE =
      "CPU is not limited: systemd does not delegate cpu to you; run as root, or set"
          + " Delegate=cpu memory pids for user@.service.";

  /** Reads {@code ready tmp=… proc=… uid=0|1 [cgroup=…]}; a path may hold blanks, so it is last. */
  static Greeting parse(String line) {
    String cgroup = Abilities.after(line, " cgroup=", true);
    return new Greeting(
        Abilities.after(line, " tmp=", false),
        Abilities.after(line, " proc=", false),
        Abilities.after(line, " uid=", false).equals("1"),
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
    boolean noMemory = promised.memory().equals("enforced") && lacks("memory.max");
    if (noMemory) {
      gaps.add("Memory is not limited: systemd made the scope without a memory control group.");
    }
    boolean noCpu = promised.cpu().equals("quota") && lacks("cpu.max");
    if (noCpu) {
      gaps.add(NO_CPU_IN_SCOPE);
    }
    return new Fidelity(
        promised.level(),
        promised.freezer(),
        noMemory ? "none" : promised.memory(),
        noCpu ? "none" : promised.cpu(),
        memoryDisk ? "memory" : promised.tmp(),
        promised.isolation(),
        gaps);
  }

  /** Whether a scope that systemd made came without a controller. */
  private boolean lacks(String file) {
    return cgroup != null && !Files.exists(cgroup.resolve(file));
  }
}
