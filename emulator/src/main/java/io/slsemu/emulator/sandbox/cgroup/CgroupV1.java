package io.slsemu.emulator.sandbox.cgroup;

import io.slsemu.emulator.report.MemorySource;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A group of version 1: one directory for each controller. */
final class CgroupV1 implements Cgroup {
  private final Map<Controller, Path> directories = new EnumMap<>(Controller.class);
  private final @Nullable Freezer freezer;

  CgroupV1(Map<Controller, Path> parents, String name) {
    for (Map.Entry<Controller, Path> place : parents.entrySet()) {
      Path directory = place.getValue().resolve(name);
      if (!directories.containsValue(directory)) { // cpu and cpuacct often share a hierarchy
        CgroupDirectory.create(place.getValue(), name);
      }
      directories.put(place.getKey(), directory);
    }
    Path frozen = directories.get(Controller.FREEZER);
    freezer = frozen == null ? null : Freezer.v1(frozen);
    put(Controller.PIDS, "pids.max", Integer.toString(MAX_PROCESSES));
    put(Controller.CPU, "cpu.cfs_period_us", Long.toString(CpuQuota.PERIOD_MICROS));
    Path cpuset = directories.get(Controller.CPUSET);
    if (cpuset != null) {
      copyFromParent(cpuset, "cpuset.cpus");
      copyFromParent(cpuset, "cpuset.mems");
    }
  }

  private static void copyFromParent(Path group, String file) {
    KernelFile.put(group.resolve(file), KernelFile.text(group.resolveSibling(file)));
  }

  @Override
  public List<Path> entrances() {
    List<Path> files = new ArrayList<>();
    for (Path directory : directories.values()) {
      Path file = directory.resolve("cgroup.procs");
      if (!files.contains(file)) {
        files.add(file);
      }
    }
    return files;
  }

  @Override
  public void limit(int memoryMb) {
    String bytes = Long.toString((long) memoryMb << 20);
    put(Controller.MEMORY, "memory.limit_in_bytes", bytes);
    Path memory = directories.get(Controller.MEMORY);
    if (memory != null && Files.exists(memory.resolve("memory.memsw.limit_in_bytes"))) {
      KernelFile.put(memory.resolve("memory.memsw.limit_in_bytes"), bytes);
    }
    Path cpuset = directories.get(Controller.CPUSET);
    if (cpuset != null) {
      String all = KernelFile.text(cpuset.resolve("cpuset.cpus"));
      KernelFile.put(
          cpuset.resolve("cpuset.cpus"), CpuList.first(all, CpuQuota.visibleCpus(memoryMb)));
    }
  }

  @Override
  public void throttle(CpuQuota quota) {
    put(Controller.CPU, "cpu.cfs_quota_us", Long.toString(quota.quotaMicros()));
  }

  private void put(Controller controller, String file, String value) {
    Path directory = directories.get(controller);
    if (directory != null) {
      KernelFile.put(directory.resolve(file), value);
    }
  }

  @Override
  public void freeze() {
    if (freezer != null) {
      freezer.freeze();
    }
  }

  @Override
  public void thaw() {
    if (freezer != null) {
      freezer.thaw();
    }
  }

  @Override
  public CgroupUsage usage(long fileCache) {
    Path cpu = directories.get(Controller.CPUACCT);
    long nanos = cpu == null ? 0 : KernelFile.number(cpu.resolve("cpuacct.usage"));
    Path memory = directories.get(Controller.MEMORY);
    if (memory == null) {
      return new CgroupUsage(0, MemorySource.UNAVAILABLE, 0, nanos);
    }
    long kills = KernelFile.entry(memory.resolve("memory.oom_control"), "oom_kill");
    return new CgroupUsage(peak(memory, kills, fileCache), MemorySource.CGROUP_PEAK, kills, nanos);
  }

  /** The kernel's peak holds file cache, which is not the function's memory (decisions 10). */
  private static long peak(Path memory, long kills, long fileCache) {
    long peak = KernelFile.number(memory.resolve("memory.max_usage_in_bytes"));
    if (kills > 0) {
      return peak;
    }
    Path stat = memory.resolve("memory.stat");
    long cache = KernelFile.entry(stat, "total_cache") - KernelFile.entry(stat, "total_shmem");
    return Math.max(0, peak - Math.max(cache, fileCache));
  }

  @Override
  public List<Integer> processes() {
    for (Path directory : directories.values()) {
      return CgroupDirectory.processes(directory);
    }
    return List.of();
  }

  @Override
  public String thawCommand() {
    Path directory = directories.get(Controller.FREEZER);
    return directory == null ? "" : directory.resolve("freezer.state") + "=THAWED";
  }

  @Override
  public String metersFile() {
    Path memory = directories.get(Controller.MEMORY);
    return memory == null ? "" : memory.resolve("memory.stat").toString();
  }

  @Override
  public String peakFile() {
    Path memory = directories.get(Controller.MEMORY);
    return memory == null ? "" : memory.resolve("memory.max_usage_in_bytes").toString();
  }

  @Override
  public String memoryEvents() {
    Path memory = directories.get(Controller.MEMORY);
    return memory == null ? "" : memory.toString();
  }

  @Override
  public void remove() {
    if (freezer != null) {
      closeQuietly(freezer);
    }
    directories.values().forEach(CgroupDirectory::remove);
  }

  private static void closeQuietly(Freezer freezer) {
    try {
      freezer.close();
    } catch (UncheckedIOException ignored) {
      // Nothing is lost with it: the directory goes next.
    }
  }
}
