package io.slsemu.cli.output;

import io.slsemu.emulator.sandbox.Fidelity;

/** What {@code doctor} found out about one kind of sandbox. */
public sealed interface SandboxFinding {

  /**
   * It can be had.
   *
   * @param description what makes its sandboxes, and how
   * @param fidelity what they enforce
   */
  record Available(String description, Fidelity fidelity) implements SandboxFinding {}

  /**
   * It cannot.
   *
   * @param reason why not
   * @param remedy what can be done about it
   */
  record Missing(String reason, String remedy) implements SandboxFinding {}
}
