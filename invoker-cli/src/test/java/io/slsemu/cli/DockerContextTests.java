package io.slsemu.cli;

import static io.slsemu.fixtures.Requirement.DOCKER;
import static io.slsemu.fixtures.Requirement.ROOT;

import io.slsemu.fixtures.Requires;

@Requires({ROOT, DOCKER})
class DockerContextTests extends ContextContract {
  DockerContextTests() {
    super("docker");
  }
}
