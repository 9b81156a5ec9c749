package io.slsemu.emulator.sandbox.cgroup;

import io.slsemu.emulator.report.MemorySource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A group of version 2: one directory, with a file for each controller that is handed down. */
final class CgroupV2 implements Cgroup {
  private static final byte[] OOM_KILL = "oom_kill".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] USAGE_USEC = "usage_usec".getBytes(StandardCharsets.US_ASCII);

  /** Beside a container's function: its init. */
  private static final String ASIDE = "init";

  private final Path directory;
  private final @Nullable Path container;
  private final CpuRound round;
  private final Freezer freezer;
  private final @Nullable KernelFile cpuStat;
  private final @Nullable KernelFile memoryEvents;
  private final @Nullable KernelFile kernelPeak;
  private final MemoryPeak memoryPeak = new MemoryPeak(this::fileCache);
  private long seenPeak;

  CgroupV2(Path directory, CpuRound round) {
    this(directory, null, round);
  }

  /**
   * @param container the group of an engine's container that this one is in, or null
   */
  private CgroupV2(Path directory, @Nullable Path container, CpuRound round) {
    this.directory = directory;
    this.container = container;
    this.round = round;
    freezer = Freezer.v2(directory);
    cpuStat = meter("cpu.stat");
    memoryEvents = meter("memory.events");
    kernelPeak = meter("memory.peak");
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
    if (container == null) {
      put("memory.oom.group", "1");
    } else {
      letDiskPass(container); // oom.group: once the init is out
    }
    Path cpuset = directory.resolve("cpuset.cpus");
    if (Files.exists(cpuset)) {
      String all = KernelFile.text(directory.resolve("cpuset.cpus.effective"));
      String chosen = round.next(all, memoryMb);
      if (chosen != null) {
        KernelFile.put(cpuset, chosen);
      }
    }
  }

  /**
   * What a loop device writes is charged to the nearest group that has an io controller: the
   * container's, which the engine gave one. Its own limit would make {@code /tmp} count; the
   * function has its limit below. What the engine tells of the container still names the limit.
   */
  private static void letDiskPass(Path container) {
    for (String limit : List.of("memory.max", "memory.swap.max")) {
      if (Files.exists(container.resolve(limit))) {
        KernelFile.put(container.resolve(limit), "max");
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
    if (kernelPeak == null && memoryEvents != null) {
      currentMemory();
    }
  }

  @Override
  public void thaw() {
    freezer.thaw();
  }

  @Override
  public CgroupUsage usage(long fileCache) {
    long nanos = cpuStat == null ? 0 : cpuStat.entry(USAGE_USEC) * 1000;
    if (memoryEvents == null) {
      return new CgroupUsage(0, MemorySource.UNAVAILABLE, 0, nanos);
    }
    long kills = memoryEvents.entry(OOM_KILL);
    if (kernelPeak == null) {
      return new CgroupUsage(currentMemory(), MemorySource.RSS_SAMPLED, kills, nanos);
    }
    long kernels = kernelPeak.number();
    long peak = kills > 0 ? kernels : memoryPeak.update(kernels, fileCache);
    return new CgroupUsage(peak, MemorySource.CGROUP_PEAK, kills, nanos);
  }

  private @Nullable KernelFile meter(String file) {
    return Files.exists(directory.resolve(file)) ? new KernelFile(directory.resolve(file)) : null;
  }

  /** Kernels before 5.19 keep no peak: the most that was seen stands in for it. */
  private long currentMemory() {
    seenPeak = Math.max(seenPeak, memoryBytes());
    return seenPeak;
  }

  @Override
  public long memoryBytes() {
    Path current = directory.resolve("memory.current");
    return Files.exists(current) ? Math.max(0, KernelFile.number(current) - fileCache()) : -1;
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
  public void release(long process) {
    if (container == null) {
      return;
    }
    KernelFile.put(container.resolve(ASIDE).resolve("cgroup.procs"), Long.toString(process));
    put("memory.oom.group", "1");
    if (memoryEvents != null && memoryEvents.entry(OOM_KILL) > 0) {
      put("cgroup.kill", "1"); // it was faster than we were
    }
  }

  @Override
  public void resetPeak() {
    // Each function begins in a group of its own.
  }

  @Override
  public String memoryEvents() {
    return "";
  }

  /**
   * A group below the one that an engine made for a container, so that its meters begin with the
   * function: the engine's own helpers have been in the other. It goes with the container: runc
   * removes what is below its group too. Where systemd made that group, runc had it delegated, so
   * what is below is nobody else's.
   *
   * @param process the container's only process
   */
  static @Nullable CgroupV2 ofContainer(
      MountTable table, String groups, long process, String id, CpuRound round) {
    for (MountTable.Mount mount : table.mounts()) {
      Path container = mount.directory(ControlGroupsV2.groupOf(groups));
      if (mount.unified()
          && container.toString().contains(id)
          && Files.isWritable(container.resolve("cgroup.procs"))) {
        Path function = CgroupDirectory.create(container, "function");
        KernelFile.put(function.resolve("cgroup.procs"), Long.toString(process));
        ControlGroupsV2.handDown(container);
        CgroupDirectory.create(container, ASIDE);
        return new CgroupV2(function, container, round);
      }
    }
    return null;
  }

  @Override
  public void remove() {
    freezer.close();
    Stream.of(cpuStat, memoryEvents, kernelPeak)
        .filter(Objects::nonNull)
        .forEach(KernelFile::close);
    if (container == null) {
      CgroupDirectory.remove(directory);
    }
  }
}
