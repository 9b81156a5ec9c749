package io.slsemu.emulator.sandbox;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel shows of control groups and disks. Others make and remove them at any time, so
 * what goes while it is looked at is not there.
 */
public final class KernelTrees {
  private static final Path GROUPS = Path.of("/sys/fs/cgroup");
  private static final Path DISKS = Path.of("/sys/block");
  private static final int DEPTH = 12;

  private KernelTrees() {}

  /** The control groups of such a name, in every hierarchy. */
  public static List<Path> groups(Predicate<String> name) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        GROUPS,
        EnumSet.noneOf(java.nio.file.FileVisitOption.class),
        DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path group, BasicFileAttributes attributes) {
            if (name.test(group.getFileName().toString())) {
              found.add(group);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path gone, IOException failure) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path group, @Nullable IOException failure) {
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  /** The loop devices over an image in whose path this stands. */
  public static List<Path> loopDevices(String partOfPath) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> devices = Files.list(DISKS)) {
      for (Path device : devices.toList()) {
        if (image(device).contains(partOfPath)) {
          found.add(device);
        }
      }
    }
    return found;
  }

  private static String image(Path device) {
    try {
      return Files.readString(device.resolve("loop/backing_file"));
    } catch (IOException notInUse) {
      return "";
    }
  }
}
