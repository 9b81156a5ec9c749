package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.sandbox.Fidelity;
import java.util.ArrayList;
import java.util.List;

/**
 * What containers enforce, in the words of {@link Fidelity}.
 *
 * @param tmp where {@code /tmp} is kept: {@code disk} or {@code memory}
 * @param reachable whether containers of one network reach each other
 * @param byEngine whether they are frozen and measured by the engine's word
 */
record ContainerFidelity(String tmp, boolean byEngine, boolean reachable) {

  Fidelity words() {
    List<String> gaps = new ArrayList<>();
    if (tmp.equals("memory")) {
      gaps.add(
          "/tmp is in memory and counts as the function's: a disk needs root on the engine's own"
              + " machine, loop devices and mkfs.ext4.");
    }
    if (byEngine) {
      gaps.add(
          "Freezing goes through the engine and takes milliseconds: the container's cgroup files"
              + " are not here, or not to be written.");
    }
    if (reachable) {
      gaps.add(
          "Functions reach each other's ports, but not each other's events: their network is open"
              + " among its containers, as Podman's always are, and as an emulator in a container"
              + " needs it.");
    }
    return new Fidelity(
        Fidelity.Level.FULL,
        byEngine ? "engine" : "cgroup",
        "enforced",
        "quota",
        tmp,
        "container",
        gaps);
  }
}
