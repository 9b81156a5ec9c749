package io.slsemu.emulator.sandbox.cgroup;

import io.slsemu.emulator.sandbox.SandboxUsage;
import java.time.Duration;
import java.util.List;

/** Limits by the kernel's control groups. */
public final class CgroupLimits implements Limits {
  private final Cgroup cgroup;

  public CgroupLimits(Cgroup cgroup) {
    this.cgroup = cgroup;
  }

  @Override
  public void apply(int memoryMb) {
    cgroup.limit(memoryMb);
    int visible = CpuQuota.visibleCpus(memoryMb);
    if (Runtime.getRuntime().availableProcessors() > visible) {
      cgroup.throttle(CpuQuota.ofCpus(visible)); // Init has the CPUs it sees, and no more
    }
  }

  @Override
  public void throttle(int memoryMb) {
    cgroup.throttle(CpuQuota.of(memoryMb));
  }

  @Override
  public void freeze() {
    cgroup.freeze();
  }

  @Override
  public void thaw() {
    cgroup.thaw();
  }

  @Override
  public SandboxUsage usage(long fileCache) {
    CgroupUsage usage = cgroup.usage(fileCache);
    return new SandboxUsage(
        usage.memoryPeakBytes(),
        usage.memorySource(),
        usage.outOfMemoryKills(),
        Duration.ofNanos(usage.cpuNanos()));
  }

  @Override
  public long memoryBytes() {
    return cgroup.memoryBytes();
  }

  @Override
  public List<Integer> processes() {
    return cgroup.processes();
  }

  @Override
  public void release(long process) {
    cgroup.release(process);
  }

  @Override
  public void resetPeak() {
    cgroup.resetPeak();
  }

  @Override
  public void remove() {
    cgroup.remove();
  }
}
