package io.slsemu.emulator.sandbox.cgroup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Hierarchies of version 1: below the group this process is in, in each of them. */
final class ControlGroupsV1 implements ControlGroups {
  private final Map<Controller, Path> parents;
  private final CpuRound round = new CpuRound();

  private ControlGroupsV1(Map<Controller, Path> parents) {
    this.parents = parents;
  }

  static ControlGroupsV1 of(MountTable table, String selfCgroup) {
    Map<Controller, Path> parents = directories(table, selfCgroup);
    Path cpuset = parents.get(Controller.CPUSET);
    if (cpuset != null && CpuList.size(KernelFile.text(cpuset.resolve("cpuset.cpus"))) <= 2) {
      parents.remove(Controller.CPUSET); // no function sees fewer: nothing to limit
    }
    return new ControlGroupsV1(parents);
  }

  /** The directories of a process's groups, as far as they can be written. */
  static Map<Controller, Path> directories(MountTable table, String processCgroup) {
    Map<Controller, Path> directories = new EnumMap<>(Controller.class);
    for (Controller controller : Controller.values()) {
      for (MountTable.Mount mount : table.mounts()) {
        if (!mount.unified() && mount.holds(controller.label())) {
          Path directory = mount.directory(groupOf(controller, processCgroup));
          if (Files.isWritable(directory)) {
            directories.putIfAbsent(controller, directory);
          }
        }
      }
    }
    return directories;
  }

  /** A process's group: the lines are {@code number:controllers:path}. */
  private static String groupOf(Controller controller, String selfCgroup) {
    for (String line : selfCgroup.split("\n")) {
      int first = line.indexOf(':');
      int second = line.indexOf(':', first + 1);
      String names = "," + line.substring(first + 1, second) + ",";
      if (names.contains("," + controller.label() + ",")) {
        return line.substring(second + 1);
      }
    }
    return "/";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Set<Controller> controllers() {
    return parents.keySet();
  }

  @Override
  public void open(String prefix) {
    // Every group stands by itself.
  }

  @Override
  public List<Path> parents() {
    return List.copyOf(Set.copyOf(parents.values()));
  }

  @Override
  public Cgroup create(String name) {
    return CgroupV1.create(parents, name, round);
  }
}
