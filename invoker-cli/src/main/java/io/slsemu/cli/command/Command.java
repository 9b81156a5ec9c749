package io.slsemu.cli.command;

import io.slsemu.cli.exit.ExitCode;

/** A command whose line has been parsed. */
public interface Command {
  /**
   * Does what the line says.
   *
   * @throws io.slsemu.cli.exit.CommandFailure if it cannot, and the user can do something about it
   */
  ExitCode run();
}
