package io.slsemu.emulator.placement;

import io.slsemu.emulator.environment.Seat;

/**
 * Room in an environment in the hands of one invocation. Closing it gives it and its permit back.
 */
public interface Lease extends AutoCloseable {

  /** Where the invocation runs. */
  Seat environment();

  /** Whether the environment was made for this lease. */
  boolean isCold();

  /** The caller has its answer: the room will be free in an instant. */
  void answered();

  /** The invocation is over and the environment can serve another. */
  void settled();

  /** Gives all back. */
  @Override
  void close();
}
