package io.slsemu.cli.exit;

import io.slsemu.emulator.environment.InvocationOutcome;

/** The process exit codes; scripts rely on them. */
public enum ExitCode {
  OK(0, "the function succeeded, or --no-fail was given"),
  FUNCTION_ERROR(1, "the function returned an error"),
  USAGE(2, "wrong command line, configuration or payload"),
  TIMED_OUT(3, "the function timed out"),
  OUT_OF_MEMORY(4, "the function ran out of memory"),
  INIT_FAILED(5, "Init failed, or the runtime exited before it answered"),
  THROTTLED(6, "the call was throttled"),
  CHECK_FAILED(7, "an --expect, --max-... or --warm check failed"),
  NOT_FOUND(10, "no function, environment or daemon there, or a function that cannot run here"),
  SANDBOX_MISSING(11, "the sandbox asked for is not to be had here"),
  BUILD_FAILED(12, "the function's build failed"),
  BUG(70, "a bug in sls-emu"),
  INTERRUPTED(130, "ended by SIGINT"),
  TERMINATED(143, "ended by SIGTERM");

  /** Of several calls the gravest decides; what is not listed here never comes from a call. */
  private static final ExitCode[] GRAVEST_FIRST = {
    BUG, INIT_FAILED, OUT_OF_MEMORY, TIMED_OUT, FUNCTION_ERROR, THROTTLED, CHECK_FAILED
  };

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  public int code() {
    return code;
  }

  /** What the code tells, for {@code --help}. */
  public String meaning() {
    return meaning;
  }

  /** The code for one call that ended so. */
  public static ExitCode of(InvocationOutcome.Kind outcome) {
    switch (outcome) {
      case OK:
        return OK;
      case FUNCTION_ERROR:
        return FUNCTION_ERROR;
      case TIMEOUT:
        return TIMED_OUT;
      case OUT_OF_MEMORY:
        return OUT_OF_MEMORY;
      case INIT_ERROR:
      case EXTENSION_EXIT:
      case RUNTIME_EXIT:
      case ENVIRONMENT_SHUT_DOWN:
        return INIT_FAILED;
    }
    throw new AssertionError(outcome);
  }

  /** That of a process of this command, by its number. */
  public static ExitCode ofCode(int number) {
    for (ExitCode code : values()) {
      if (code.code == number) {
        return code;
      }
    }
    return BUG;
  }

  /** The graver of two results of calls. */
  public ExitCode worse(ExitCode other) {
    return gravity() >= other.gravity() ? this : other;
  }

  private int gravity() {
    for (int i = 0; i < GRAVEST_FIRST.length; i++) {
      if (GRAVEST_FIRST[i] == this) {
        return GRAVEST_FIRST.length - i;
      }
    }
    return this == OK ? 0 : GRAVEST_FIRST.length + 1;
  }
}
