package io.slsemu.emulator;

import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.SandboxProvider;

/** Chooses the kind of sandbox. */
final class SandboxSelection {

  private SandboxSelection() {}

  /**
   * @throws SandboxException if the kind asked for cannot be had
   */
  static SandboxProvider select(EmulatorConfig config, EmulatorThreads threads) {
    if (config.sandbox() == EmulatorConfig.SandboxKind.DOCKER) {
      throw new SandboxException(
          "the docker sandbox is not in this version",
          "use --sandbox process, or leave the flag away",
          null);
    }
    throw new UnsupportedOperationException("wired at integration " + threads);
  }
}
