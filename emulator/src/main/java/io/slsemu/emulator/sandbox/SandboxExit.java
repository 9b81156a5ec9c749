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
}
