package io.slsemu.emulator;

import io.slsemu.emulator.function.EphemeralStorage;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.SandboxProvider;
import io.slsemu.emulator.sandbox.process.ProcessSandboxOptions;
import io.slsemu.emulator.sandbox.process.ProcessSandboxProvider;

/** Chooses the kind of sandbox. */
final class SandboxSelection {

  private SandboxSelection() {}

  /**
   * @throws SandboxException if the kind asked for cannot be had
   */
  static SandboxProvider select(EmulatorConfig config, EmulatorThreads threads) {
    if (config.sandbox() == EmulatorConfig.SandboxKind.DOCKER) {
      throw noDocker();
    }
    ProcessSandboxProvider sandboxes =
        new ProcessSandboxProvider(
            new ProcessSandboxOptions(
                StateDirectory.prepare(System.getenv()), threads::startSandboxThread));
    sandboxes.anticipate(1, EphemeralStorage.DEFAULT.megabytes());
    return sandboxes;
  }

  static SandboxException noDocker() {
    return new SandboxException(
        "the docker sandbox is not in this version",
        "use --sandbox process, or leave the flag away",
        null);
  }
}
