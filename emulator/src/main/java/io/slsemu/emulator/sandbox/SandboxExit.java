package io.slsemu.emulator.sandbox;

/** How a sandbox's program ended. */
public sealed interface SandboxExit {

  /**
   * The reason in the service's words, as in {@code Runtime exited with error: <reason>}: {@code
   * exit status 1}, {@code signal: killed}. Empty where there is none (exit status 0).
   */
  String reason();

  /** The program ended by itself. */
  record Exited(int status) implements SandboxExit {
    @Override
    public String reason() {
      return status == 0 ? "" : "exit status " + status;
    }
  }

  /**
   * The program was ended by a signal.
   *
   * @param name Go's name of it, which the service prints: {@code killed}, {@code segmentation
   *     fault}
   */
  record Signalled(int signal, String name) implements SandboxExit {
    @Override
    public String reason() {
      return "signal: " + name;
    }
  }

  /**
   * The kernel refused to execute the program.
   *
   * @param reason the kernel's words: {@code no such file or directory}, {@code permission denied},
   *     {@code exec format error}
   */
  record NotExecutable(String path, String reason) implements SandboxExit {}

  /** The sandbox itself was lost: the host's fault, not the function's. */
  record Lost(String reason) implements SandboxExit {}

  /**
   * Reads what a sandbox's init tells: {@code exit N}, {@code signal N}, {@code refused
   * REASON⇥PATH} or {@code lost REASON}.
   */
  static SandboxExit parse(String status) {
    int blank = status.indexOf(' ');
    String word = blank < 0 ? status : status.substring(0, blank);
    String rest = blank < 0 ? "" : status.substring(blank + 1);
    switch (word) {
      case "exit":
        return new Exited(Integer.parseInt(rest));
      case "signal":
        int signal = Integer.parseInt(rest);
        return new Signalled(signal, SignalNames.of(signal));
      case "refused":
        int tab = rest.indexOf('\t');
        return new NotExecutable(rest.substring(tab + 1), rest.substring(0, tab));
      default:
        return new Lost(rest);
    }
  }
}
