package io.slsemu.emulator;

import io.slsemu.emulator.code.FileTree;
import io.slsemu.emulator.store.StateStore;
import io.slsemu.emulator.store.StateStoreException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Where the service API keeps functions and code.
 *
 * @param directory of its files
 * @param lasting whether it outlasts the emulator
 */
record ServiceFiles(Path directory, boolean lasting) implements AutoCloseable {
  private static final String TEMPORARY = "sls-emu-service-";

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /**
   * @param chosen by the user, null for a temporary one
   * @throws StateStoreException if it cannot be made
   */
  static ServiceFiles of(@Nullable Path chosen) {
    try {
      if (chosen != null) {
        return new ServiceFiles(Files.createDirectories(chosen.toAbsolutePath()), true);
      }
      sweep();
      return new ServiceFiles(makeTemporary(), false);
    } catch (IOException e) {
      throw new StateStoreException(
          "the directory "
              + (chosen == null ? System.getProperty("java.io.tmpdir") : chosen)
              + " cannot hold functions: "
              + e,
          "name one of your own with --state-dir",
          e);
    }
  }

  /**
   * For this user only, as Files.createTempDirectory makes one. That draws its name from where keys
   * come from, and to wake all of that for a name takes a start 20 ms.
   */
  private static Path makeTemporary() throws IOException {
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    String prefix = TEMPORARY + ProcessHandle.current().pid() + "-";
    while (true) {
      Path directory = parent.resolve(prefix + Long.toHexString(System.nanoTime()));
      try {
        return Files.createDirectory(directory, OWNER_ONLY);
      } catch (FileAlreadyExistsException e) {
        continue; // somebody else's, whoever that is
      }
    }
  }

  StateStore openStore(String name) {
    return lasting ? StateStore.open(directory.resolve(name + ".mv.db")) : StateStore.inMemory();
  }

  Path code() {
    return directory.resolve("code");
  }

  /** What emulators left that had no time to close. */
  private static void sweep() throws IOException {
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    try (var left = Files.newDirectoryStream(parent, TEMPORARY + "*")) {
      for (Path each : left) {
        String pid = each.getFileName().toString().substring(TEMPORARY.length()).split("-")[0];
        if (pid.matches("\\d{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
          FileTree.deleteQuietly(each);
        }
      }
    }
  }

  @Override
  public void close() {
    if (!lasting) {
      FileTree.deleteQuietly(directory);
    }
  }
}
