package io.slsemu.cli.exit;

import org.jspecify.annotations.Nullable;

/**
 * A run cannot go on, and the user can do something about it: shown as one line, with the remedy on
 * a second.
 */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;
  private final @Nullable String remedy;

  /**
   * @param message what failed, with which value
   * @param remedy what to do about it, or null where nothing helpful can be said
   */
  public CommandFailure(ExitCode exitCode, String message, @Nullable String remedy) {
    super(message);
    this.exitCode = exitCode;
    this.remedy = remedy;
  }

  /** A mistake on the command line or in what it names. */
  public static CommandFailure usage(String message, @Nullable String remedy) {
    return new CommandFailure(ExitCode.USAGE, message, remedy);
  }

  /** No function there, or one that cannot run here. */
  public static CommandFailure notFound(String message, @Nullable String remedy) {
    return new CommandFailure(ExitCode.NOT_FOUND, message, remedy);
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  public @Nullable String remedy() {
    return remedy;
  }
}
