package io.slsemu.emulator.catalog;

import io.slsemu.emulator.function.Deployment;
import io.slsemu.emulator.function.FunctionArn;

/** What can be invoked: it follows what is kept. */
public interface Deployments {
  /**
   * Makes a function known, in place of what was known of it.
   *
   * @param active when it can be invoked, in milliseconds since the epoch
   */
  void deploy(Deployment deployment, long active);

  /** Makes a function unknown; its environments end. */
  void remove(FunctionArn function);
}
