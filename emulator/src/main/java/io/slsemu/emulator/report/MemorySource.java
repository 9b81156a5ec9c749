package io.slsemu.emulator.report;

/** Where a memory figure comes from. */
public enum MemorySource {
  /** The kernel's own high-water mark of the environment's control group. */
  CGROUP_PEAK("cgroup-peak"),
  /** Resident memory looked at now and then: short peaks can be missed. */
  RSS_SAMPLED("rss-sampled"),
  /** This machine shows nothing. */
  UNAVAILABLE("unavailable");

  private final String label;

  MemorySource(String label) {
    this.label = label;
  }

  /** The name in JSON output. */
  public String label() {
    return label;
  }
}
