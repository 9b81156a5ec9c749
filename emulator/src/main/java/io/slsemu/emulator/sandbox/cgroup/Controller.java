package io.slsemu.emulator.sandbox.cgroup;

/** What control groups can limit, as far as it is used here. */
public enum Controller {
  CPU("cpu"),
  /** Counts CPU time; in version 2 every group does. */
  CPUACCT("cpuacct"),
  CPUSET("cpuset"),
  /** Stops processes; in version 2 every group can. */
  FREEZER("freezer"),
  MEMORY("memory"),
  PIDS("pids");

  private final String label;

  Controller(String label) {
    this.label = label;
  }

  /** The kernel's name of it. */
  public String label() {
    return label;
  }
}
