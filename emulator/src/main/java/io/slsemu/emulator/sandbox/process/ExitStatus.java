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
      return new ExitStatus(exit(text), 0);
    }
    String cache = text.substring(end + 1).trim();
    return new ExitStatus(
        exit(text.substring(0, end)), Long.parseLong(cache.substring("cache ".length())));
  }

  /** {@code exit N}, {@code signal N}, {@code refused REASON⇥PATH} or {@code lost REASON}. */
  private static SandboxExit exit(String status) {
    int blank = status.indexOf(' ');
    String word = blank < 0 ? status : status.substring(0, blank);
    String rest = blank < 0 ? "" : status.substring(blank + 1);
    switch (word) {
      case "exit":
        return new SandboxExit.Exited(Integer.parseInt(rest));
      case "signal":
        int signal = Integer.parseInt(rest);
        return new SandboxExit.Signalled(signal, SignalNames.of(signal));
      case "refused":
        int tab = rest.indexOf('\t');
        return new SandboxExit.NotExecutable(rest.substring(tab + 1), rest.substring(0, tab));
      default:
        return new SandboxExit.Lost(rest);
    }
  }
}
