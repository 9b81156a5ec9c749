package io.slsemu.emulator.environment;

/** Where an execution environment is in its life. */
public enum EnvironmentState {
  /** Made, its runtime not yet started. */
  CREATED,
  /** The bootstrap runs and has not yet asked for an invocation. */
  INITIALIZING,
  /** Waiting for an invocation, not frozen. */
  READY,
  /** Waiting for an invocation, every process stopped. */
  FROZEN,
  /** The runtime has an event and has not answered. */
  INVOKING,
  /** The runtime has answered and is not yet back at next. */
  SETTLING,
  /** The runtime is gone; {@code /tmp} is left, and the next invocation runs Init again. */
  BROKEN,
  /** Gone for good. */
  TERMINATED
}
