package io.slsemu.emulator.environment;

/** Hears log lines as they come. Called from several threads; must not block for long. */
public interface LogSink {

  /** A line of the platform: INIT_START, INIT_REPORT, START, END, REPORT. Without its line end. */
  default void platformLine(String environmentId, String line) {}

  /** A line the function wrote to stdout or stderr. Without its line end. */
  default void functionLine(String environmentId, byte[] line) {}
}
