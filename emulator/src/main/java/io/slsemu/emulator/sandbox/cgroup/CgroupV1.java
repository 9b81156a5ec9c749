package io.slsemu.emulator.sandbox.cgroup;

import io.slsemu.emulator.report.MemorySource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A group of version 1: one directory for each controller. */
final class CgroupV1 implements Cgroup {
  private static final byte[] OOM_KILL = "oom_kill".getBytes(StandardCharsets.US_ASCII);

  private final Map<Controller, Path> directories;
  private final boolean isOwn;
  private final CpuRound round;
  private final @Nullable Freezer freezer;
  private final @Nullable KernelFile cpuUsage;
  private final @Nullable KernelFile kernelPeak;
  private final @Nullable KernelFile outOfMemory;
  private final MemoryPeak memoryPeak = new MemoryPeak(this::fileCacheNow);

  private CgroupV1(Map<Controller, Path> directories, boolean isOwn, CpuRound round) {
    this.directories = directories;
    this.isOwn = isOwn;
    this.round = round;
    Path frozen = directories.get(Controller.FREEZER);
    freezer = frozen == null ? null : Freezer.v1(frozen);
    cpuUsage = meter(Controller.CPUACCT, "cpuacct.usage");
    kernelPeak = meter(Controller.MEMORY, "memory.max_usage_in_bytes");
    outOfMemory = meter(Controller.MEMORY, "memory.oom_control");
  }

  /** A group that somebody else made; null if what matters of it is not here. */
  static @Nullable CgroupV1 existing(Map<Controller, Path> directories, CpuRound round) {
    return directories.containsKey(Controller.FREEZER) && directories.containsKey(Controller.MEMORY)
        ? new CgroupV1(directories, false, round)
        : null;
  }

  static CgroupV1 create(Map<Controller, Path> parents, String name, CpuRound round) {
    Map<Controller, Path> directories = new EnumMap<>(Controller.class);
    for (Map.Entry<Controller, Path> place : parents.entrySet()) {
      Path directory = place.getValue().resolve(name);
      if (!directories.containsValue(directory)) { // cpu and cpuacct often share a hierarchy
        CgroupDirectory.create(place.getValue(), name);
      }
      directories.put(place.getKey(), directory);
    }
    CgroupV1 group = new CgroupV1(directories, true, round);
    group.put(Controller.PIDS, "pids.max", Integer.toString(MAX_PROCESSES));
    group.put(Controller.CPU, "cpu.cfs_period_us", Long.toString(CpuQuota.PERIOD_MICROS));
    Path cpuset = directories.get(Controller.CPUSET);
    if (cpuset != null) {
      copyFromParent(cpuset, "cpuset.cpus");
      copyFromParent(cpuset, "cpuset.mems");
    }
    return group;
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
      String chosen = round.next(KernelFile.text(cpuset.resolve("cpuset.cpus")), memoryMb);
      if (chosen != null) {
        KernelFile.put(cpuset.resolve("cpuset.cpus"), chosen);
      }
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
    long nanos = cpuUsage == null ? 0 : cpuUsage.number();
    if (kernelPeak == null || outOfMemory == null) {
      return new CgroupUsage(0, MemorySource.UNAVAILABLE, 0, nanos);
    }
    long kills = outOfMemory.entry(OOM_KILL);
    long kernels = kernelPeak.number();
    long peak = kills > 0 ? kernels : memoryPeak.update(kernels, fileCache);
    return new CgroupUsage(peak, MemorySource.CGROUP_PEAK, kills, nanos);
  }

  @Override
  public long memoryBytes() {
    Path memory = directories.get(Controller.MEMORY);
    return memory == null
        ? -1
        : Math.max(0, KernelFile.number(memory.resolve("memory.usage_in_bytes")) - fileCacheNow());
  }

  private long fileCacheNow() {
    Path memory = directories.get(Controller.MEMORY);
    if (memory == null) {
      return 0;
    }
    Path stat = memory.resolve("memory.stat");
    return KernelFile.entry(stat, "total_cache") - KernelFile.entry(stat, "total_shmem");
  }

  private @Nullable KernelFile meter(Controller controller, String file) {
    Path directory = directories.get(controller);
    return directory == null ? null : new KernelFile(directory.resolve(file));
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
  public void release(long process) {
    // Whoever watches the group spares it.
  }

  @Override
  public void resetPeak() {
    put(Controller.MEMORY, "memory.max_usage_in_bytes", "0");
  }

  @Override
  public String memoryEvents() {
    Path memory = directories.get(Controller.MEMORY);
    return memory == null ? "" : memory.toString();
  }

  @Override
  public void remove() {
    Stream.of(freezer, cpuUsage, kernelPeak, outOfMemory).forEach(CgroupV1::closeQuietly);
    if (isOwn) {
      directories.values().forEach(CgroupDirectory::remove);
    }
  }

  private static void closeQuietly(@Nullable AutoCloseable file) {
    try {
      if (file != null) {
        file.close();
      }
    } catch (Exception ignored) {
      // Nothing is lost with it: the directory goes next.
    }
  }
}
