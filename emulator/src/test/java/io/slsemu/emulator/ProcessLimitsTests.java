package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.GCC;
import static io.slsemu.fixtures.Requirement.ROOT;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.fixtures.Requires;

@Requires({ROOT, GCC})
class ProcessLimitsTests extends LimitsContract {
  ProcessLimitsTests() {
    super(SandboxKind.PROCESS);
  }
}
