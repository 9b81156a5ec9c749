package io.slsemu.emulator.sandbox.docker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The committed programs. */
final class InitBinary {
  private InitBinary() {}

  static byte[] of(String architecture) throws IOException {
    return resource("init-" + architecture);
  }

  static byte[] resource(String name) throws IOException {
    try (InputStream in = InitBinary.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no " + name + ": run scripts/build-init");
      }
      return in.readAllBytes();
    }
  }

  /** This machine's, where every user can execute it. */
  static Path install(Path directory) throws IOException {
    String machine = System.getProperty("os.arch");
    Path program = directory.resolve("init");
    Files.write(program, of(machine.equals("amd64") ? "x86_64" : machine));
    open(directory);
    return open(program);
  }

  static Path open(Path path) throws IOException {
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
