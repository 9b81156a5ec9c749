package io.slsemu.cli.project;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.exit.Interruption;
import io.slsemu.emulator.code.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * Task roots that were made from zips, programs and Go packages, each under the hash of what it was
 * made from. An entry is complete or not there: it is made under another name and renamed.
 */
public final class CodeCache {
  private final Path root;
  private final Interruption interruption;

  public CodeCache(Path root, Interruption interruption) {
    this.root = root;
    this.interruption = interruption;
  }

  /** Fills a directory that becomes an entry. */
  @FunctionalInterface
  public interface Maker {
    void make(Path directory) throws IOException;
  }

  /**
   * The cache of a user: {@code $XDG_CACHE_HOME/sls-emu}, {@code ~/.cache/sls-emu}; without a home
   * {@code /var/cache/sls-emu} for root, else a directory of that user's own below the temporary
   * one.
   */
  public static Path rootFor(Map<String, String> environment) {
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (xdg.startsWith("/")) {
      return Path.of(xdg, "sls-emu");
    }
    String home = environment.getOrDefault("HOME", "");
    if (home.startsWith("/") && home.length() > 1) {
      return Path.of(home, ".cache", "sls-emu");
    }
    String user = System.getProperty("user.name");
    return user.equals("root")
        ? Path.of("/var/cache/sls-emu")
        : Path.of(System.getProperty("java.io.tmpdir"), "sls-emu-" + user);
  }

  /** Where all entries and stamps are. */
  Path root() {
    return root;
  }

  /**
   * The entry of a hash, made first if it is not there.
   *
   * @throws CommandFailure if the cache cannot be written, or what {@code maker} throws
   */
  Path entry(String hash, Maker maker) {
    Path entry = root.resolve("code").resolve(hash);
    if (Files.isDirectory(entry)) {
      Pruning.markUsed(entry);
    } else {
      make(entry, maker);
      Pruning.prune(entry.getParent());
      Pruning.prune(root.resolve("stamps"));
    }
    return entry;
  }

  private void make(Path entry, Maker maker) {
    Path unfinished = unfinished(entry);
    Interruption.Registration registration =
        interruption.onInterrupt(() -> FileTree.deleteQuietly(unfinished));
    try {
      maker.make(unfinished);
      publish(unfinished, entry);
    } catch (IOException e) {
      throw unwritable(e);
    } finally {
      registration.cancel();
      FileTree.deleteQuietly(unfinished);
    }
  }

  private Path unfinished(Path entry) {
    try {
      createPrivately(root);
      Files.createDirectories(entry.getParent());
      Path directory = Files.createTempDirectory(entry.getParent(), ".unfinished-");
      // The function's user has to read it, whatever the caller's umask.
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      return directory;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** In a shared temporary directory nobody else may put code there in our name. */
  private static void createPrivately(Path root) throws IOException {
    if (Files.isDirectory(root)) {
      String user = System.getProperty("user.name");
      if (!Files.isWritable(root)
          || root.startsWith(System.getProperty("java.io.tmpdir"))
              && !Files.getOwner(root).getName().equals(user)) {
        throw new IOException(root + " belongs to another user");
      }
      return;
    }
    Files.createDirectories(root);
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Another run may have made the same entry meanwhile: then that one stays. */
  private static void publish(Path unfinished, Path entry) throws IOException {
    try {
      Files.move(unfinished, entry, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(entry)) {
        throw e;
      }
    }
  }

  private CommandFailure unwritable(IOException e) {
    return new CommandFailure(
        ExitCode.NOT_FOUND,
        "cannot write the code cache " + root + ": " + e.getMessage(),
        "make room or set XDG_CACHE_HOME to a directory you can write");
  }
}
