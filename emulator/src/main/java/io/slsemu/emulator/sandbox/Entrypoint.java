package io.slsemu.emulator.sandbox;

import java.util.List;
import java.util.Map;

/** Whether a function's code can be executed, found out before anything is started. */
public sealed interface Entrypoint {

  /**
   * It can.
   *
   * @param command the program's path inside the sandbox, then arguments
   * @param workingDirectory where it starts, inside the sandbox
   * @param variables what an image sets; the owner's and the platform's own come over them
   */
  record Runnable(List<String> command, String workingDirectory, Map<String, String> variables)
      implements Entrypoint {
    public Runnable {
      command = List.copyOf(command);
      variables = Map.copyOf(variables);
    }

    /** A bootstrap. */
    public static Runnable bootstrap(String path, String taskRoot) {
      return new Runnable(List.of(path), taskRoot, Map.of());
    }
  }

  /**
   * It cannot: {@code Runtime.InvalidEntrypoint}.
   *
   * @param message the service's words (lambda-platform §2.3)
   * @param cause what is wrong in plain words
   * @param remedy what the user can do about it, one sentence
   */
  record NotRunnable(String message, String cause, String remedy) implements Entrypoint {
    /** Both in two sentences. */
    public String hint() {
      return cause + ". " + remedy;
    }
  }
}
