package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.cgroup.CgroupDetection;
import io.slsemu.emulator.sandbox.cgroup.ControlGroups;
import io.slsemu.emulator.sandbox.cgroup.Controller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out what this machine can enforce. It is on the path of every one-shot call: be quick. */
final class HostProbe {
  private static final long CAP_SYS_ADMIN = 1L << 21;

  private final List<String> gaps = new ArrayList<>();

  static Host probe() {
    return new HostProbe().look();
  }

  private Host look() {
    String perl = find("perl");
    if (perl == null) {
      throw new SandboxException(
          "perl is not installed", "Install it (Debian and Ubuntu: package perl-base).", null);
    }
    String status = read("/proc/self/status");
    boolean root = status.contains("\nUid:\t0\t") && hasAdmin(status);
    ControlGroups groups = CgroupDetection.detect();
    boolean ownUsers = root && read("/proc/self/uid_map").contains("4294967295");
    Fidelity fidelity =
        new Fidelity(
            Fidelity.Level.FULL,
            has(groups, Controller.FREEZER) ? "cgroup" : "sigstop",
            has(groups, Controller.MEMORY) ? "enforced" : "sampled",
            has(groups, Controller.CPU) ? "quota" : "none",
            "disk",
            "namespaces",
            gaps);
    return new Host(perl, root, groups, ownUsers, null, fidelity);
  }

  private static boolean has(@Nullable ControlGroups groups, Controller controller) {
    return groups != null && groups.controllers().contains(controller);
  }

  private static boolean hasAdmin(String status) {
    int at = status.indexOf("\nCapEff:\t");
    if (at < 0) {
      return false;
    }
    int start = at + "\nCapEff:\t".length();
    long bits = Long.parseUnsignedLong(status.substring(start, start + 16), 16);
    return (bits & CAP_SYS_ADMIN) != 0;
  }

  private static String read(String path) {
    try {
      return Files.readString(Path.of(path));
    } catch (IOException absent) {
      return "";
    }
  }

  private static @Nullable String find(String program) {
    String path = System.getenv("PATH");
    for (String directory : (path + ":/usr/bin:/bin:/usr/sbin:/sbin").split(":")) {
      Path candidate = Path.of(directory, program);
      if (candidate.isAbsolute() && Files.isExecutable(candidate)) {
        return candidate.toString();
      }
    }
    return null;
  }
}
