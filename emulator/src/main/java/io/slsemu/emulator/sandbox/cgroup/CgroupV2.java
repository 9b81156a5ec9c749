package io.slsemu.emulator.sandbox.cgroup;

import io.slsemu.emulator.report.MemorySource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A group of version 2: one directory, with a file for each controller that is handed down. */
final class CgroupV2 implements Cgroup {
  private final Path directory;
  private final Freezer freezer;
  private final boolean countsPeak;
  private long seenPeak;

  CgroupV2(Path directory) {
    this.directory = directory;
    freezer = Freezer.v2(directory);
    countsPeak = Files.exists(directory.resolve("memory.peak"));
    put("pids.max", Integer.toString(MAX_PROCESSES));
  }

  @Override
  public List<Path> entrances() {
    return List.of(directory.resolve("cgroup.procs"));
  }

  @Override
  public void limit(int memoryMb) {
    put("memory.max", Long.toString((long) memoryMb << 20));
    put("memory.swap.max", "0");
    put("memory.oom.group", "1");
    Path cpuset = directory.resolve("cpuset.cpus");
    if (Files.exists(cpuset)) {
      String all = KernelFile.text(directory.resolve("cpuset.cpus.effective"));
      int visible = CpuQuota.visibleCpus(memoryMb);
      if (CpuList.size(all) > visible) {
        KernelFile.put(cpuset, CpuList.first(all, visible));
      }
    }
  }

  @Override
  public void throttle(CpuQuota quota) {
    put("cpu.max", quota.quotaMicros() + " " + CpuQuota.PERIOD_MICROS);
  }

  private void put(String file, String value) {
    Path path = directory.resolve(file);
    if (Files.exists(path)) {
      KernelFile.put(path, value);
    }
  }

  @Override
  public void freeze() {
    freezer.freeze();
    if (!countsPeak) {
      currentMemory();
    }
  }

  @Override
  public void thaw() {
    freezer.thaw();
  }

  @Override
  public CgroupUsage usage(long fileCache) {
    long nanos = KernelFile.entry(directory.resolve("cpu.stat"), "usage_usec") * 1000;
    if (!Files.exists(directory.resolve("memory.current"))) {
      return new CgroupUsage(0, MemorySource.UNAVAILABLE, 0, nanos);
    }
    long kills = KernelFile.entry(directory.resolve("memory.events"), "oom_kill");
    if (!countsPeak) {
      return new CgroupUsage(currentMemory(), MemorySource.RSS_SAMPLED, kills, nanos);
    }
    long peak = KernelFile.number(directory.resolve("memory.peak"));
    return new CgroupUsage(
        kills > 0 ? peak : Math.max(0, peak - Math.max(fileCache(), fileCache)),
        MemorySource.CGROUP_PEAK,
        kills,
        nanos);
  }

  /** Kernels before 5.19 keep no peak: the most that was seen stands in for it. */
  private long currentMemory() {
    long now = KernelFile.number(directory.resolve("memory.current")) - fileCache();
    seenPeak = Math.max(seenPeak, now);
    return seenPeak;
  }

  private long fileCache() {
    Path stat = directory.resolve("memory.stat");
    return KernelFile.entry(stat, "file") - KernelFile.entry(stat, "shmem");
  }

  @Override
  public List<Integer> processes() {
    return CgroupDirectory.processes(directory);
  }

  @Override
  public String thawCommand() {
    return directory.resolve("cgroup.freeze") + "=0";
  }

  @Override
  public String metersFile() {
    return directory.resolve("memory.stat").toString();
  }

  @Override
  public String peakFile() {
    return "";
  }

  @Override
  public String memoryEvents() {
    return "";
  }

  @Override
  public void remove() {
    freezer.close();
    CgroupDirectory.remove(directory);
  }
}
