package io.slsemu.emulator.sandbox.cgroup;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The place in this machine's control groups where sandboxes can have theirs. */
public interface ControlGroups {

  /** 1 or 2. */
  int version();

  /** What can be limited here. */
  Set<Controller> controllers();

  /** The directories in which {@link #create} makes groups. */
  List<Path> parents();

  /**
   * Makes a group.
   *
   * @throws java.io.UncheckedIOException if the kernel refuses
   */
  Cgroup create(String name);
}
