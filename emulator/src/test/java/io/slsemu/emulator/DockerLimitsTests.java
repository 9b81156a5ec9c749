package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.DOCKER;
import static io.slsemu.fixtures.Requirement.GCC;
import static io.slsemu.fixtures.Requirement.ROOT;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.fixtures.Requires;

/** No image is named: where there is no registry, all of it runs on the static base. */
@Requires({ROOT, DOCKER, GCC})
class DockerLimitsTests extends LimitsContract {
  DockerLimitsTests() {
    super(SandboxKind.DOCKER);
  }
}
