package io.slsemu.cli.project;

import io.slsemu.cli.exit.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directory with a Go command in it.
 *
 * @param directory where its {@code package main} is
 * @param module the nearest directory at or above it with a go.mod, or itself
 */
record GoPackage(Path directory, Path module) {
  private static final int MAX_FILES = 20_000;
  private static final long MAX_BYTES = 256L << 20;

  /** The Go command in a directory, or null if there is none. */
  static @Nullable GoPackage in(Path directory) throws IOException {
    try (DirectoryStream<Path> sources = Files.newDirectoryStream(directory, "*.go")) {
      for (Path source : sources) {
        if (!source.toString().endsWith("_test.go") && isPackageMain(source)) {
          Path real = directory.toRealPath();
          return new GoPackage(real, moduleOf(real));
        }
      }
      return null;
    }
  }

  private static Path moduleOf(Path directory) {
    for (Path above = directory; above != null; above = above.getParent()) {
      if (Files.isRegularFile(above.resolve("go.mod"))) {
        return above;
      }
    }
    return directory;
  }

  private static boolean isPackageMain(Path source) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(source, StandardCharsets.ISO_8859_1)) {
      boolean inComment = false;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String text = line.strip();
        if (!inComment && text.startsWith("package ")) {
          return isMainClause(text);
        }
        int opened = text.lastIndexOf("/*");
        int closed = text.lastIndexOf("*/");
        inComment = closed < opened || inComment && closed < 0;
      }
      return false;
    }
  }

  private static boolean isMainClause(String clause) {
    String name = clause.substring("package ".length()).strip();
    return name.equals("main")
        || name.startsWith("main ")
        || name.startsWith("main/")
        || name.startsWith("main;")
        || name.startsWith("main\t");
  }

  /**
   * Whether the module's own files decide what is built: no workspace, no module replaced by one
   * beside it. Otherwise go has to look for itself each time.
   */
  boolean isSelfContained() throws IOException {
    for (Path above = module; above != null; above = above.getParent()) {
      if (Files.exists(above.resolve("go.work"))) {
        return false;
      }
    }
    Path goMod = module.resolve("go.mod");
    if (!Files.isRegularFile(goMod)) {
      return false;
    }
    String text = Files.readString(goMod, StandardCharsets.ISO_8859_1);
    return !text.contains("=> ../") && !text.contains("=> /") && !text.contains("=> ..\n");
  }

  /**
   * Every file of the module, in a fixed order: sources, go.sum, and whatever may be embedded. Null
   * if they are too many to look at for each run.
   */
  @Nullable List<Path> files() throws IOException {
    Collector collector = new Collector();
    Files.walkFileTree(module, collector);
    if (collector.files.size() > MAX_FILES || collector.bytes > MAX_BYTES) {
      return null;
    }
    Collections.sort(collector.files);
    return collector.files;
  }

  /** What the user is told when a directory has no command but a module with some below. */
  static CommandFailure noneIn(Path directory, String shown) throws IOException {
    List<String> below = new ArrayList<>();
    Path commands = directory.resolve("cmd");
    if (Files.isDirectory(commands)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(commands)) {
        for (Path entry : entries) {
          if (Files.isDirectory(entry) && in(entry) != null) {
            below.add(shown + "/cmd/" + entry.getFileName());
          }
        }
      }
    }
    Collections.sort(below);
    return CommandFailure.notFound(
        "no bootstrap and no Go package main in " + shown,
        below.isEmpty()
            ? "name a directory with a bootstrap, a bootstrap file, a zip or a Go package"
            : "did you mean " + String.join(" or ", below) + "?");
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    final List<Path> files = new ArrayList<>();
    long bytes;

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      return directory.endsWith(".git") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        files.add(file);
        bytes += attributes.size();
      }
      return files.size() > MAX_FILES || bytes > MAX_BYTES
          ? FileVisitResult.TERMINATE
          : FileVisitResult.CONTINUE;
    }
  }
}
