package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.DOCKER;
import static io.slsemu.fixtures.Requirement.GO;
import static io.slsemu.fixtures.Requirement.ROOT;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.fixtures.Requires;

@Requires({ROOT, DOCKER, GO})
class DockerManagedInstanceTests extends ManagedInstanceContract {
  DockerManagedInstanceTests() {
    super(SandboxKind.DOCKER);
  }
}
