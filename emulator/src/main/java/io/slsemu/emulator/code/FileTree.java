package io.slsemu.emulator.code;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A directory with all below it. */
public final class FileTree {
  private FileTree() {}

  /** Removes it as far as it goes; links are removed, not followed. */
  public static void deleteQuietly(Path root) {
    try {
      Files.walkFileTree(root, new Deletion());
    } catch (IOException e) {
      // What cannot be removed stays under a name that is never taken for an entry.
      return;
    }
  }

  /** Copies all below it into another; what is there already gives way, but for directories. */
  public static void copyOver(Path root, Path target) throws IOException {
    Files.walkFileTree(root, new Copy(root, target));
  }

  /** The bytes of all files below it that can be seen; links count for nothing. */
  public static long bytes(Path root) {
    Sum sum = new Sum();
    try {
      Files.walkFileTree(root, sum);
    } catch (IOException e) {
      return sum.bytes; // no visit throws: this is for the compiler
    }
    return sum.bytes;
  }

  private static final class Sum extends SimpleFileVisitor<Path> {
    private long bytes;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      bytes += attributes.isRegularFile() ? attributes.size() : 0;
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE; // just gone, or somebody else's
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }

  private static final class Copy extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Path target;

    Copy(Path root, Path target) {
      this.root = root;
      this.target = target;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      Path there = target.resolve(root.relativize(directory));
      if (!Files.isDirectory(there, LinkOption.NOFOLLOW_LINKS)) {
        Files.deleteIfExists(there);
        Files.createDirectory(there);
      }
      Files.setPosixFilePermissions(there, Files.getPosixFilePermissions(directory));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Path there = target.resolve(root.relativize(file));
      deleteQuietly(there);
      Files.copy(file, there, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
      return FileVisitResult.CONTINUE;
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
