package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.Frame;
import io.slsemu.emulator.sandbox.cgroup.Cgroup;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a supervisor is told before it knows the code.
 *
 * @param place what stays when the sandbox is reset
 * @param status the file in which the supervisor leaves how the program ended
 * @param cgroup the limits to enter; null for none, or where the supervisor finds its own
 * @param scopeMount mount point of version 2 where the supervisor runs in a scope of its own
 */
record Preparation(Place place, Path status, @Nullable Cgroup cgroup, @Nullable Path scopeMount) {

  /** User and group of a function in the service (lambda-platform §6.2). */
  private static final String USER = "993";

  private static final String GROUP = "990";

  Frame frame(Host.Mode mode) {
    int number = place.number();
    Frame frame =
        new Frame(Frame.PREPARE)
            .with("level", mode == Host.Mode.ROOT ? "full" : "delegated")
            .with("scratch", place.scratch().toString())
            .with("status", status.toString())
            .with("tmp", Integer.toString(place.ephemeralStorageMb()))
            .with("uid", USER)
            .with("gid", GROUP)
            .with("hostname", "169.254." + (number >> 8 & 255) + "." + (number & 255))
            .with("address", place.address().getHostAddress());
    if (place.hostUser() > 0) {
      frame.with("hostuid", Long.toString(place.hostUser()));
    }
    if (scopeMount != null) {
      frame.with("scope", scopeMount.toString());
    }
    if (cgroup != null) {
      addGroup(frame, cgroup);
    }
    return frame;
  }

  private static void addGroup(Frame frame, Cgroup group) {
    for (Path entrance : group.entrances()) {
      frame.with("join", entrance.toString());
    }
    if (!group.thawCommand().isEmpty()) {
      frame.with("thaw", group.thawCommand());
    }
    if (!group.metersFile().isEmpty()) {
      frame.with("meters", group.metersFile());
    }
    if (!group.peakFile().isEmpty()) {
      frame.with("peak", group.peakFile());
    }
  }
}
