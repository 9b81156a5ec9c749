package io.slsemu.cli.daemon;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.project.CodeCache;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Where daemons leave word of themselves: a record each, named by its process, and the logs of
 * those in the background.
 */
public final class RunDirectory {
  /** Logs of daemons that are gone are kept for so long. */
  private static final Duration KEPT = Duration.ofDays(7);

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path directory;

  /**
   * @param environment the caller's: {@code $SLS_EMU_STATE_DIR/daemons}, else in the cache
   */
  public RunDirectory(Map<String, String> environment) {
    String state = environment.getOrDefault("SLS_EMU_STATE_DIR", "");
    Path root = state.isEmpty() ? CodeCache.rootFor(environment) : Path.of(state).toAbsolutePath();
    directory = root.resolve("daemons");
  }

  /**
   * Leaves a record.
   *
   * @return takes it away again
   * @throws CommandFailure if it cannot be written
   */
  public Runnable publish(RunRecord record) {
    Path file = directory.resolve(record.pid() + ".json");
    try {
      create();
      // Not a temporary file: its name comes from where keys do, which takes long to wake.
      Path made = directory.resolve("new" + record.pid() + ".tmp");
      Files.deleteIfExists(made); // of one with this process's number that was killed right here
      Files.createFile(made, OWNER_ONLY);
      Files.write(made, record.document());
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
      return () -> delete(file);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Those whose process is still there, by port. Records of others are removed. */
  public List<RunRecord> running() {
    List<RunRecord> running = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.json")) {
      for (Path file : files) {
        RunRecord record = read(file);
        if (record != null && record.isRunning()) {
          running.add(record);
        } else {
          delete(file);
        }
      }
    } catch (IOException e) {
      return List.of(); // there has never been one
    }
    running.sort(Comparator.comparingInt(RunRecord::port));
    return running;
  }

  /**
   * A file for a daemon's output, anew. Old ones go.
   *
   * @throws CommandFailure if it cannot be made
   */
  public Path newLog() {
    try {
      create();
      removeOldLogs();
      return Files.createTempFile(directory, "daemon-", ".log");
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private void removeOldLogs() throws IOException {
    List<String> used = running().stream().map(record -> String.valueOf(record.log())).toList();
    FileTime limit = FileTime.from(Instant.now().minus(KEPT));
    try (DirectoryStream<Path> logs = Files.newDirectoryStream(directory, "*.log")) {
      for (Path log : logs) {
        if (!used.contains(log.toString()) && Files.getLastModifiedTime(log).compareTo(limit) < 0) {
          delete(log);
        }
      }
    }
  }

  private void create() throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  private static @org.jspecify.annotations.Nullable RunRecord read(Path file) throws IOException {
    try {
      return RunRecord.read(Files.readAllBytes(file));
    } catch (NoSuchFileException | IllegalArgumentException e) {
      return null; // just gone, or not written by us
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      return; // whoever reads it finds that its process is gone
    }
  }

  private CommandFailure unusable(IOException cause) {
    return CommandFailure.usage(
        "the directory " + directory + " cannot be written: " + cause.getMessage(),
        "name one of your own: export SLS_EMU_STATE_DIR=DIR");
  }
}
