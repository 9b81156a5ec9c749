package io.slsemu.emulator.sandbox;

import java.util.List;
import java.util.Map;

/**
 * The program a sandbox runs, in the terms of the inside.
 *
 * @param command absolute path inside the sandbox, then arguments; executed as is, by no shell
 * @param workingDirectory absolute path inside the sandbox
 * @param environment all variables the program gets, and no others
 * @param output takes the program's lines; called by pump threads, one per stream
 */
public record Launch(
    List<String> command,
    String workingDirectory,
    Map<String, String> environment,
    SandboxOutput output) {
  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
