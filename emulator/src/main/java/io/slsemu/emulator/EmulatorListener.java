package io.slsemu.emulator;

import io.slsemu.emulator.environment.LogSink;

/** Hears what happens, as it happens. Called from several threads; must not block for long. */
public interface EmulatorListener extends LogSink {

  /** Something the user should know once: which sandbox was chosen, what is not enforced. */
  default void notice(String text) {}
}
