package io.slsemu.emulator;

import io.slsemu.emulator.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where an emulator keeps scratch files and disk images: on a disk, and the user's own. */
final class StateDirectory {

  private StateDirectory() {}

  /**
   * Finds the directory and makes it if it is not there.
   *
   * @param variables the environment of the emulator
   * @throws SandboxException if nothing can be made there
   */
  static Path prepare(Map<String, String> variables) {
    Path directory = locate(variables);
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw unusable(directory, e);
    }
    if (!Files.isWritable(directory)) {
      throw unusable(directory, null);
    }
    return directory;
  }

  private static SandboxException unusable(Path directory, @Nullable IOException cause) {
    return new SandboxException(
        "the state directory " + directory + " cannot be written",
        "name one of your own: export SLS_EMU_STATE_DIR=DIR",
        cause);
  }

  /**
   * {@code SLS_EMU_STATE_DIR}, else the user's cache directory, else one below {@code /var/tmp}.
   *
   * @param variables the environment of the emulator
   */
  private static Path locate(Map<String, String> variables) {
    String own = variables.getOrDefault("SLS_EMU_STATE_DIR", "");
    if (!own.isEmpty()) {
      return Path.of(own).toAbsolutePath();
    }
    String cache = variables.getOrDefault("XDG_CACHE_HOME", "");
    if (!cache.isEmpty()) {
      return Path.of(cache, "sls-emu", "state").toAbsolutePath();
    }
    String home = variables.getOrDefault("HOME", "");
    return home.isEmpty()
        ? Path.of("/var/tmp", "sls-emu-" + System.getProperty("user.name"))
        : Path.of(home, ".cache", "sls-emu", "state").toAbsolutePath();
  }
}
