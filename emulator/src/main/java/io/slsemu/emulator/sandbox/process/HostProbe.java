package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.emulator.sandbox.cgroup.CgroupDetection;
import io.slsemu.emulator.sandbox.cgroup.ControlGroups;
import io.slsemu.emulator.sandbox.cgroup.Controller;
import io.slsemu.emulator.sandbox.host.Abilities;
import io.slsemu.emulator.sandbox.host.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws from what was found out about this machine what its sandboxes will be like. */
final class HostProbe {
  private final String perl;
  private final Abilities abilities;
  private final List<String> gaps = new ArrayList<>();

  private HostProbe(String perl, Abilities abilities) {
    this.perl = perl;
    this.abilities = abilities;
  }

  static Host look(String perl, Abilities abilities, @Nullable ControlGroups groups) {
    return new HostProbe(perl, abilities).decide(groups);
  }

  private Host decide(@Nullable ControlGroups found) {
    Host.Mode mode = mode();
    ControlGroups groups = mode == Host.Mode.SESSION ? null : found;
    Path scope = groups == null && mode == Host.Mode.USER_NAMESPACE ? scopeMount() : null;
    boolean limited = groups != null || scope != null;
    Fidelity fidelity =
        new Fidelity(
            level(mode, limited),
            enforces(groups, scope, Controller.FREEZER) ? "cgroup" : "sigstop",
            enforces(groups, scope, Controller.MEMORY) ? "enforced" : "sampled",
            enforces(groups, scope, Controller.CPU) ? "quota" : "none",
            tmp(mode),
            mode == Host.Mode.SESSION ? "none" : "namespaces",
            gaps(mode, groups, scope));
    return new Host(perl, mode, groups, abilities.ownUsers(), scope, fidelity);
  }

  private Host.Mode mode() {
    switch (abilities.namespaces()) {
      case "full":
        return Host.Mode.ROOT;
      case "user":
        return Host.Mode.USER_NAMESPACE;
      default:
        return Host.Mode.SESSION;
    }
  }

  private static Fidelity.Level level(Host.Mode mode, boolean limited) {
    if (mode == Host.Mode.ROOT) {
      return Fidelity.Level.FULL;
    }
    return mode == Host.Mode.USER_NAMESPACE && limited
        ? Fidelity.Level.DELEGATED
        : Fidelity.Level.REDUCED;
  }

  private String tmp(Host.Mode mode) {
    if (mode == Host.Mode.ROOT) {
      return abilities.disks() ? "disk" : "memory";
    }
    return mode == Host.Mode.USER_NAMESPACE && abilities.inMemory() ? "memory" : "directory";
  }

  private static boolean enforces(
      @Nullable ControlGroups groups, @Nullable Path scope, Controller controller) {
    return scope != null
        ? delegatedToScopes(scope, controller)
        : groups != null && groups.controllers().contains(controller);
  }

  /**
   * Whether the user's manager has a controller to give to its scopes. Where that cannot be read it
   * is taken to have all; each sandbox looks at what its scope really got.
   */
  private static boolean delegatedToScopes(Path mount, Controller controller) {
    if (controller == Controller.FREEZER) {
      return true; // part of version 2 itself
    }
    try {
      Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      Path manager = mount.resolve("user.slice/user-" + user + ".slice/user@" + user + ".service");
      String own = Files.readString(manager.resolve("cgroup.controllers"));
      return List.of(own.trim().split(" ")).contains(controller.label());
    } catch (IOException | UnsupportedOperationException unknown) {
      return true;
    }
  }

  private List<String> gaps(Host.Mode mode, @Nullable ControlGroups groups, @Nullable Path scope) {
    addLimits(groups, scope);
    if (mode == Host.Mode.ROOT && !abilities.disks()) {
      gaps.add(
          "/tmp is in memory and counts as the function's: loop devices or mkfs.ext4 are missing;"
              + " install e2fsprogs, or run the emulator outside a container.");
    }
    if (mode == Host.Mode.USER_NAMESPACE) {
      gaps.add("/tmp has no size limit: a disk of its own needs root.");
      if (abilities.inMemory()) {
        gaps.add(
            "/tmp is in memory and counts as the function's: the state directory is on a tmpfs;"
                + " name one on a disk.");
      }
    }
    if (mode == Host.Mode.SESSION) {
      addSession();
    }
    return gaps;
  }

  private void addLimits(@Nullable ControlGroups groups, @Nullable Path scope) {
    if (!enforces(groups, scope, Controller.FREEZER)) {
      gaps.add("Functions are frozen by SIGSTOP, which they can notice: no control groups here.");
    }
    if (!enforces(groups, scope, Controller.MEMORY)) {
      gaps.add(
          "Memory is not limited, only sampled: no memory control group; run as root or"
              + " under systemd-run --user --scope -p Delegate=yes.");
    }
    if (!enforces(groups, scope, Controller.CPU)) {
      gaps.add(
          scope != null
              ? Greeting.NO_CPU_IN_SCOPE
              : "CPU is not limited: no cpu control group is delegated to this user; run as root.");
    }
    if (!enforces(groups, scope, Controller.PIDS)) {
      gaps.add("The number of processes is not limited: no pids control group; run as root.");
    }
  }

  private void addSession() {
    gaps.add(
        "Functions see and can change what you can: no namespaces here; run as root, or"
            + " allow unprivileged user namespaces.");
    gaps.add(
        "/var/task, /opt and /tmp are not the function's own: LAMBDA_TASK_ROOT names the real"
            + " directory, extensions run from that of their layers, and /opt/bin is not theirs.");
    gaps.add("The name sandbox.localdomain is not known inside: use 127.0.0.1 there.");
    if (!Files.isDirectory(Path.of("/proc/self"))) {
      gaps.add("Any local user can reach the Runtime API: this system does not tell who connects.");
    }
  }

  private static @Nullable Path scopeMount() {
    String runtime = System.getenv("XDG_RUNTIME_DIR");
    if (runtime == null || Programs.find("systemd-run") == null) {
      return null;
    }
    boolean manager =
        Files.exists(Path.of(runtime, "systemd", "private"))
            || Files.exists(Path.of(runtime, "bus"));
    return manager ? CgroupDetection.unifiedMount() : null;
  }
}
