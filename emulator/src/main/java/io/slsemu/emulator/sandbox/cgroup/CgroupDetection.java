package io.slsemu.emulator.sandbox.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds where this process may make control groups. */
public final class CgroupDetection {
  private CgroupDetection() {}

  /** The place, or null where no limit can be had. */
  public static @Nullable ControlGroups detect() {
    try {
      MountTable table = MountTable.of(Files.readString(Path.of("/proc/self/mountinfo")));
      String self = Files.readString(Path.of("/proc/self/cgroup"));
      ControlGroups first = ControlGroupsV1.of(table, self);
      return hasLimits(first) ? first : unified(table, self);
    } catch (IOException noLinux) {
      return null;
    }
  }

  private static boolean hasLimits(ControlGroups groups) {
    Set<Controller> controllers = groups.controllers();
    return controllers.contains(Controller.MEMORY) && controllers.contains(Controller.FREEZER);
  }

  private static @Nullable ControlGroups unified(MountTable table, String self) {
    for (MountTable.Mount mount : table.mounts()) {
      if (mount.unified()) {
        return ControlGroupsV2.of(mount, self);
      }
    }
    return null;
  }

  /** Where version 2 is mounted, or null. */
  public static @Nullable Path unifiedMount() {
    try {
      for (MountTable.Mount mount :
          MountTable.of(Files.readString(Path.of("/proc/self/mountinfo"))).mounts()) {
        if (mount.unified()) {
          return mount.point();
        }
      }
      return null;
    } catch (IOException noLinux) {
      return null;
    }
  }

  /**
   * The group that a container's first process is in; null if its files are not here or cannot be
   * written.
   *
   * @param process its number as the engine sees it: where it sees others than we do, a stranger's
   * @param id the engine's name of the container, which its group's name holds whoever made it:
   *     {@code .../<id>}, or {@code docker-<id>.scope} where systemd did
   * @param round has its CPUs, where the engine gave it none
   */
  public static @Nullable Cgroup ofContainer(long process, String id, CpuRound round) {
    try {
      MountTable table = MountTable.of(Files.readString(Path.of("/proc/self/mountinfo")));
      String groups = Files.readString(Path.of("/proc/" + process + "/cgroup"));
      if (!groups.contains(id)) {
        return null;
      }
      Cgroup first = CgroupV1.existing(ControlGroupsV1.directories(table, groups), round);
      return first != null ? first : CgroupV2.ofContainer(table, groups, process, id, round);
    } catch (IOException notHere) {
      return null;
    }
  }

  /**
   * A group that a sandbox's own supervisor has made in version 2.
   *
   * @param round has its CPUs
   */
  public static Cgroup existing(Path directory, CpuRound round) {
    return new CgroupV2(directory, round);
  }
}
