package io.slsemu.emulator.function;

/** How grave a log line is, least first. */
public enum LogLevel {
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR,
  FATAL;

  /** Whether lines of this level are written where {@code threshold} is the least that is. */
  public boolean passes(LogLevel threshold) {
    return compareTo(threshold) >= 0;
  }
}
