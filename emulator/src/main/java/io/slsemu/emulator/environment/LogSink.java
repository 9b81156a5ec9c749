package io.slsemu.emulator.environment;

import io.slsemu.emulator.function.Function;

/** Hears log lines as they come. Called from several threads; must not block for long. */
public interface LogSink {

  /**
   * The sink of a new environment's lines: this one, unless lines are told apart by function.
   *
   * @param function whose environment it is
   */
  default LogSink of(Function function) {
    return this;
  }

  /** A line of the platform: INIT_START, INIT_REPORT, START, END, REPORT. Without its line end. */
  default void platformLine(String environmentId, String line) {}

  /** A line the function wrote to stdout or stderr. Without its line end. */
  default void functionLine(String environmentId, byte[] line) {}
}
