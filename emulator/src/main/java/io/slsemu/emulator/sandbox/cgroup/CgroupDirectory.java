package io.slsemu.emulator.sandbox.cgroup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One directory of a control group file system. */
final class CgroupDirectory {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private CgroupDirectory() {}

  static Path create(Path parent, String name) {
    Path directory = parent.resolve(name);
    if (!directory.toFile().mkdir()) {
      throw new UncheckedIOException(
          new IOException("control group " + directory + " cannot be made"));
    }
    return directory;
  }

  /** Groups are busy for a moment after their last process; then it is the keeper's turn. */
  static void remove(Path directory) {
    long start = System.nanoTime();
    while (!directory.toFile().delete() && Files.exists(directory)) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        return;
      }
      LockSupport.parkNanos(500_000);
    }
  }

  static List<Integer> processes(Path directory) {
    List<Integer> processes = new ArrayList<>();
    for (String line : KernelFile.text(directory.resolve("cgroup.procs")).split("\n")) {
      if (!line.isEmpty()) {
        processes.add(Integer.valueOf(line));
      }
    }
    return processes;
  }
}
