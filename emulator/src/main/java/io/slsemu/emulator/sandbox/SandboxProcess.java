package io.slsemu.emulator.sandbox;

import java.util.concurrent.CompletableFuture;

/**
 * One program in a sandbox, the runtime or an extension, with all it has started that stayed in its
 * process group.
 */
public interface SandboxProcess {
  /** The runtime's name. */
  String RUNTIME = "runtime";

  /** What it was started as. */
  String name();

  /**
   * How it ended. Completes when every line it wrote has been handed on; {@link
   * SandboxExit.NotExecutable} if the kernel would not start it.
   */
  CompletableFuture<SandboxExit> exit();

  /**
   * Sends SIGTERM to its group; what is frozen hears it once it is thawed. No effect if it has
   * ended.
   */
  void terminate();

  /** Sends SIGKILL to its group, and thaws a frozen sandbox for that. No effect if it has ended. */
  void kill();
}
