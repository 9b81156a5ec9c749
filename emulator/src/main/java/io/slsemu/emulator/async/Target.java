package io.slsemu.emulator.async;

/** Invokes events. */
@FunctionalInterface
public interface Target {

  /**
   * Tries once, and waits for the end of it. Called from several threads.
   *
   * @param event with its request id and trace
   * @param begun runs when an environment is ready for it; not if it cannot be invoked
   */
  Outcome invoke(AsyncEvent event, Runnable begun);
}
