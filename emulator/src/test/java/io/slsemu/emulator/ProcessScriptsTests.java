package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.GO;
import static io.slsemu.fixtures.Requirement.ROOT;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.fixtures.Requires;

@Requires({ROOT, GO})
class ProcessScriptsTests extends ScriptsContract {
  ProcessScriptsTests() {
    super(SandboxKind.PROCESS);
  }
}
