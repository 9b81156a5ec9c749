package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.DOCKER;
import static io.slsemu.fixtures.Requirement.GCC;
import static io.slsemu.fixtures.Requirement.GO;
import static io.slsemu.fixtures.Requirement.ROOT;
import static io.slsemu.fixtures.Requirement.RUST;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.fixtures.Requires;

@Requires({ROOT, DOCKER, GCC, GO, RUST})
class DockerExtensionsTests extends ExtensionsContract {
  DockerExtensionsTests() {
    super(SandboxKind.DOCKER);
  }
}
