package io.slsemu.emulator.sandbox;

/** Whether a function's code can be executed, found out before anything is started. */
public sealed interface Entrypoint {

  /**
   * It can.
   *
   * @param path the bootstrap's path inside the sandbox
   */
  record Runnable(String path) implements Entrypoint {}

  /**
   * It cannot: {@code Runtime.InvalidEntrypoint}.
   *
   * @param message the service's words (lambda-platform §2.3)
   * @param hint what is wrong in plain words, and the remedy
   */
  record NotRunnable(String message, String hint) implements Entrypoint {}
}
