package io.slsemu.emulator;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;

class ProcessSnapStartClientTests extends SnapStartClientContract {
  ProcessSnapStartClientTests() {
    super(SandboxKind.PROCESS);
  }
}
