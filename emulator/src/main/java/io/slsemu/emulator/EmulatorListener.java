package io.slsemu.emulator;

import io.slsemu.emulator.environment.LogSink;

/** Hears what happens, as it happens. Called from several threads; must not block for long. */
public interface EmulatorListener extends LogSink {

  /** Something the user should know once: which sandbox was chosen, what is not enforced. */
  default void notice(String text) {}

  /**
   * An image is on its way to the engine.
   *
   * @param image its name
   * @param doneBytes how much has arrived; equal to the total when all has
   * @param totalBytes how much is known to come, growing at first
   */
  default void pulling(String image, long doneBytes, long totalBytes) {}
}
