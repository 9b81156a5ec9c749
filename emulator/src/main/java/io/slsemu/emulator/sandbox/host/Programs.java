package io.slsemu.emulator.sandbox.host;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds programs of the host. */
public final class Programs {
  private Programs() {}

  public static @Nullable String find(String name) {
    String path = System.getenv("PATH") + ":/usr/bin:/bin:/usr/sbin:/sbin";
    for (String directory : path.split(":")) {
      Path candidate = Path.of(directory, name);
      if (candidate.isAbsolute() && Files.isExecutable(candidate)) {
        return candidate.toString();
      }
    }
    return null;
  }
}
