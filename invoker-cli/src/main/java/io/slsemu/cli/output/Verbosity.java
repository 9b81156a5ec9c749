package io.slsemu.cli.output;

/** How much is told on stderr. */
public enum Verbosity {
  /** Errors only. */
  QUIET,
  /** Log lines and notices too. */
  NORMAL,
  /** What was chosen and why, and the trace of a bug. */
  VERBOSE
}
