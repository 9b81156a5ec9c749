package io.slsemu.cli;

import io.slsemu.cli.command.CommandContext;
import io.slsemu.cli.command.Emulators;
import io.slsemu.cli.exit.Interruption;
import io.slsemu.cli.output.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs command lines in this process, against a fake emulator unless a test gives another, in a
 * directory of the test's own.
 */
final class CommandRun {
  final FakeEmulator emulator = new FakeEmulator();
  Emulators emulators = emulator;
  final Map<String, String> environment = new HashMap<>();
  final Path directory;
  final Interruption interruption = new Interruption();
  byte[] stdin = {};
  boolean terminal;
  int code = -1;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  CommandRun(Path directory) {
    this.directory = directory;
    environment.put("XDG_CACHE_HOME", directory.resolve("cache").toString());
    environment.put("PATH", System.getenv("PATH"));
    environment.put("HOME", System.getenv().getOrDefault("HOME", ""));
  }

  /** A run in a directory that has a function in {@code fn}. */
  static CommandRun withFunction(Path directory) {
    CommandRun run = new CommandRun(directory);
    run.bootstrap("fn", "#!/bin/sh\n");
    return run;
  }

  Path bootstrap(String function, String text) {
    Path bootstrap = directory.resolve(function).resolve("bootstrap");
    write(bootstrap, text);
    try {
      Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bootstrap;
  }

  Path write(String name, String text) {
    return write(directory.resolve(name), text);
  }

  private static Path write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CommandRun stdin(String text) {
    stdin = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  /** Runs a line; what it wrote replaces what an earlier one did. */
  CommandRun run(String... arguments) {
    out.reset();
    err.reset();
    Terminal streams = new Terminal(new ByteArrayInputStream(stdin), out, err, terminal, terminal);
    code =
        Main.run(
            new CommandContext(streams, environment, directory, emulators, interruption),
            arguments);
    return this;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
