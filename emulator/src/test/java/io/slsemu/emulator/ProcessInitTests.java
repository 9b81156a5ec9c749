package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.ROOT;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.fixtures.Requires;

@Requires(ROOT)
class ProcessInitTests extends InitContract {
  ProcessInitTests() {
    super(SandboxKind.PROCESS);
  }
}
