package io.slsemu.cli.project;

import io.slsemu.emulator.code.FileTree;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;

/** Keeps the cache from growing for ever: what nobody used for long goes. */
final class Pruning {
  private static final Duration KEPT = Duration.ofDays(30);

  /** What a killed run left; no build takes so long. */
  private static final Duration UNFINISHED_KEPT = Duration.ofHours(6);

  /** How exactly the last use is remembered: writing it costs more than reading it. */
  private static final Duration GRAIN = Duration.ofDays(1);

  private Pruning() {}

  /** Remembers that an entry was used. */
  static void markUsed(Path entry) {
    try {
      if (age(entry).compareTo(GRAIN) > 0) {
        Files.setLastModifiedTime(entry, FileTime.fromMillis(System.currentTimeMillis()));
      }
    } catch (IOException e) {
      // Another user's cache, perhaps: then it is for that user to keep it.
      return;
    }
  }

  /** Removes what is too old from a directory of entries. */
  static void prune(Path directory) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        boolean unfinished = String.valueOf(entry.getFileName()).startsWith(".");
        if (age(entry).compareTo(unfinished ? UNFINISHED_KEPT : KEPT) > 0) {
          FileTree.deleteQuietly(entry);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Nothing depends on it; the next run tries again.
      return;
    }
  }

  private static Duration age(Path entry) throws IOException {
    long modified = Files.getLastModifiedTime(entry).toMillis();
    return Duration.ofMillis(System.currentTimeMillis() - modified);
  }
}
