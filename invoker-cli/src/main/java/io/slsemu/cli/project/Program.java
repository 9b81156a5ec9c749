package io.slsemu.cli.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A single program that becomes the only file of a task root. */
final class Program {
  private Program() {}

  /** A task root with a copy of the program as {@code bootstrap}. */
  static Path stage(Path program, CodeCache cache) throws IOException {
    String hash =
        new Fingerprint(cache.root(), "program").of(program.getParent(), List.of(program));
    return cache.entry(hash, directory -> copy(program, directory.resolve(Bootstrap.NAME)));
  }

  private static void copy(Path program, Path bootstrap) throws IOException {
    Files.copy(program, bootstrap);
    Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
