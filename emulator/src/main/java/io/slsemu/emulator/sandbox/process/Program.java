package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.SandboxExit;
import io.slsemu.emulator.sandbox.SandboxProcess;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One program in a sandbox. */
final class Program implements SandboxProcess {
  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;

  private final ProcessSandbox sandbox;
  private final String name;
  private final int number;
  private final List<OutputPump> pumps;
  private final CompletableFuture<SandboxExit> exit = new CompletableFuture<>();

  Program(ProcessSandbox sandbox, String name, int number, List<OutputPump> pumps) {
    this.sandbox = sandbox;
    this.name = name;
    this.number = number;
    this.pumps = pumps;
  }

  @Override
  public String name() {
    return name;
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

  List<OutputPump> pumps() {
    return pumps;
  }

  void drain() {
    pumps.forEach(OutputPump::drain);
  }

  /** No effect if that is known already. */
  void ended(SandboxExit how) {
    if (!exit.isDone()) {
      drain();
      exit.complete(how);
    }
  }
}
