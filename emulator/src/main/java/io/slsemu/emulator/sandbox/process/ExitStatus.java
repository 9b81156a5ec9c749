package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.SandboxExit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * How a program ended, from the file its supervisor leaves.
 *
 * @param fileCache the file cache its memory peak held then, in bytes
 */
record ExitStatus(SandboxExit exit, long fileCache) {

  static ExitStatus read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      return lost("the supervisor was ended from outside");
    } catch (IOException e) {
      return lost("its status cannot be read: " + e.getMessage());
    }
  }

  private static ExitStatus lost(String reason) {
    return new ExitStatus(new SandboxExit.Lost(reason), 0);
  }

  /** A line for the end, a line {@code cache N}. */
  static ExitStatus parse(String text) {
    int end = text.indexOf('\n');
    if (end < 0) {
      return new ExitStatus(SandboxExit.parse(text), 0);
    }
    String cache = text.substring(end + 1).trim();
    return new ExitStatus(
        SandboxExit.parse(text.substring(0, end)),
        Long.parseLong(cache.substring("cache ".length())));
  }
}
