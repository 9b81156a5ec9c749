package io.slsemu.emulator.sandbox.cgroup;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A place in the hierarchy of version 2 whose controllers can be handed down. */
final class ControlGroupsV2 implements ControlGroups {
  /** Takes the processes that stand in the way; belongs to no emulator, so none kills it. */
  private static final String ASIDE = "sls-emu.others";

  private static final List<Controller> WANTED =
      List.of(Controller.CPU, Controller.CPUSET, Controller.MEMORY, Controller.PIDS);

  private final Path place;
  private final Set<Controller> controllers;
  private final CpuRound round = new CpuRound();
  private volatile Path parent;

  private ControlGroupsV2(Path parent, Set<Controller> controllers) {
    this.place = parent;
    this.parent = parent;
    this.controllers = controllers;
  }

  /**
   * The nearest group upwards that may have children with limits. The kernel allows none beside
   * processes, so the own group serves only after its processes have moved into a child.
   */
  static @Nullable ControlGroupsV2 of(MountTable.Mount mount, String selfCgroup) {
    Path own = mount.directory(groupOf(selfCgroup));
    for (Path at = own; at != null && at.startsWith(mount.point()); at = at.getParent()) {
      if (isUsable(at)) {
        Set<Controller> controllers = handDown(at);
        if (controllers.contains(Controller.MEMORY)) {
          return new ControlGroupsV2(at, controllers);
        }
      }
    }
    if (!isWritable(own) || !moveAside(own)) {
      return null;
    }
    Set<Controller> controllers = handDown(own);
    return controllers.contains(Controller.MEMORY) ? new ControlGroupsV2(own, controllers) : null;
  }

  static String groupOf(String selfCgroup) {
    for (String line : selfCgroup.split("\n")) {
      if (line.startsWith("0::")) {
        return line.substring(3);
      }
    }
    return "/";
  }

  private static boolean isUsable(Path group) {
    boolean isRoot = !Files.exists(group.resolve("cgroup.events"));
    return isWritable(group) && (isRoot || CgroupDirectory.processes(group).isEmpty());
  }

  private static boolean isWritable(Path group) {
    return Files.isWritable(group)
        && Files.isWritable(group.resolve("cgroup.procs"))
        && Files.isWritable(group.resolve("cgroup.subtree_control"));
  }

  static Set<Controller> handDown(Path group) {
    Path control = group.resolve("cgroup.subtree_control");
    String offered = " " + KernelFile.text(group.resolve("cgroup.controllers")) + " ";
    for (Controller controller : WANTED) {
      if (offered.contains(" " + controller.label() + " ")) {
        tryToPut(control, "+" + controller.label());
      }
    }
    String handed = " " + KernelFile.text(control) + " ";
    Set<Controller> controllers = EnumSet.of(Controller.FREEZER, Controller.CPUACCT);
    for (Controller controller : WANTED) {
      if (handed.contains(" " + controller.label() + " ")) {
        controllers.add(controller);
      }
    }
    return controllers;
  }

  private static boolean moveAside(Path own) {
    Path aside = own.resolve(ASIDE);
    if (!aside.toFile().mkdir() && !Files.isDirectory(aside)) {
      return false;
    }
    for (int process : CgroupDirectory.processes(own)) {
      tryToPut(aside.resolve("cgroup.procs"), Integer.toString(process));
    }
    return CgroupDirectory.processes(own).isEmpty();
  }

  /** What the kernel refuses here shows in what is read back. */
  private static boolean tryToPut(Path file, String value) {
    try {
      KernelFile.put(file, value);
      return true;
    } catch (UncheckedIOException refused) {
      return false;
    }
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public Set<Controller> controllers() {
    return controllers;
  }

  /**
   * Functions have no io controller. What a loop device writes is charged to the nearest group that
   * has one: with a group in between, that is not the function, whose {@code /tmp} must not count.
   */
  @Override
  public void open(String prefix) {
    parent = CgroupDirectory.create(place, prefix + "all");
    handDown(parent);
  }

  @Override
  public List<Path> parents() {
    return parent.equals(place) ? List.of(place) : List.of(parent, place);
  }

  @Override
  public Cgroup create(String name) {
    return new CgroupV2(CgroupDirectory.create(parent, name), round);
  }
}
