package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.DOCKER;
import static io.slsemu.fixtures.Requirement.ROOT;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.fixtures.Requires;

@Requires({ROOT, DOCKER})
class DockerSnapStartClientTests extends SnapStartClientContract {
  DockerSnapStartClientTests() {
    super(SandboxKind.DOCKER);
  }
}
