package io.slsemu.emulator;

import java.nio.file.Path;
import java.util.Map;

/** Where an emulator keeps scratch files and disk images: on a disk, and the user's own. */
final class StateDirectory {

  private StateDirectory() {}

  /**
   * {@code SLS_EMU_STATE_DIR}, else the user's cache directory, else one below {@code /var/tmp}.
   *
   * @param variables the environment of the emulator
   */
  static Path locate(Map<String, String> variables) {
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
