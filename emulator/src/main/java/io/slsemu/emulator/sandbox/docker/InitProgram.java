package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.sandbox.OutputLines;
import io.slsemu.emulator.sandbox.SandboxExit;
import io.slsemu.emulator.sandbox.SandboxOutput;
import io.slsemu.emulator.sandbox.SandboxProcess;
import java.util.concurrent.CompletableFuture;

/** One program of a container, by the word of its init. */
final class InitProgram implements SandboxProcess {
  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;

  private final String name;
  private final int number;
  private final DockerSandbox sandbox;
  private final OutputLines stdout;
  private final OutputLines stderr;
  private final CompletableFuture<SandboxExit> exit = new CompletableFuture<>();

  InitProgram(String name, int number, DockerSandbox sandbox, SandboxOutput output) {
    this.name = name;
    this.number = number;
    this.sandbox = sandbox;
    this.stdout = new OutputLines(SandboxOutput.Stream.STDOUT, output);
    this.stderr = new OutputLines(SandboxOutput.Stream.STDERR, output);
  }

  @Override
  public String name() {
    return name;
  }

  /** Tells programs of a container apart: the runtime is 0. */
  int number() {
    return number;
  }

  @Override
  public CompletableFuture<SandboxExit> exit() {
    return exit;
  }

  @Override
  public void terminate() {
    signal(SIGTERM);
  }

  @Override
  public void kill() {
    sandbox.thaw(); // what is frozen may not be able to die
    signal(SIGKILL);
  }

  private void signal(int signal) {
    if (!exit.isDone()) {
      sandbox.signal(number, signal);
    }
  }

  /** What it wrote: called by the thread that reads what the init sends, as {@link #ended} is. */
  void wrote(boolean isError, byte[] bytes, int offset) {
    (isError ? stderr : stdout).take(bytes, offset, bytes.length - offset);
  }

  /** Hands on last lines that have no end. */
  void flush() {
    stdout.end();
    stderr.end();
  }

  /** No effect if that is known already. */
  void ended(SandboxExit how) {
    flush();
    exit.complete(how);
  }
}
