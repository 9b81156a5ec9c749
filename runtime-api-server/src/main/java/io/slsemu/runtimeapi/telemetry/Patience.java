package io.slsemu.runtimeapi.telemetry;

/** Tells a slow listener from a frozen one. */
@FunctionalInterface
interface Patience {

  /**
   * Called when an answer is late: waits while the sandbox is frozen.
   *
   * @return whether it was frozen since it was last asked, so that the answer deserves more time
   */
  boolean wasFrozen();
}
