package io.slsemu.emulator;

/** Hears what happens, as it happens. Called from several threads; must not block for long. */
public interface EmulatorListener {

  /** A line of the platform: INIT_START, INIT_REPORT, START, END, REPORT. Without its line end. */
  default void platformLine(String environmentId, String line) {}

  /** A line the function wrote to stdout or stderr. Without its line end. */
  default void functionLine(String environmentId, byte[] line) {}

  /** Something the user should know once: which sandbox was chosen, what is not enforced. */
  default void notice(String text) {}
}
