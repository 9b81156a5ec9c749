package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.SandboxExit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads how a program ended from the file its supervisor leaves. */
final class ExitStatus {
  private ExitStatus() {}

  static SandboxExit read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      return new SandboxExit.Lost("the supervisor was ended from outside");
    } catch (IOException e) {
      return new SandboxExit.Lost("its status cannot be read: " + e.getMessage());
    }
  }

  /** {@code exit N}, {@code signal N}, {@code refused REASON⇥PATH} or {@code lost REASON}. */
  static SandboxExit parse(String status) {
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
