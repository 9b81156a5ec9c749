package io.slsemu.emulator.sandbox.docker;

import static io.slsemu.fixtures.Requirement.DOCKER;
import static io.slsemu.fixtures.Requirement.ROOT;

import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.sandbox.SandboxLimitsContract;
import io.slsemu.emulator.sandbox.SandboxProvider;
import io.slsemu.fixtures.Requires;
import io.slsemu.fixtures.TestImages;
import java.nio.file.Path;

/** The contract in a real engine, as root on its own machine: limits through the group's files. */
@Requires({ROOT, DOCKER})
class DockerSandboxTests extends SandboxLimitsContract {
  @Override
  protected SandboxProvider open(Path state) {
    return TestEngine.provider(state, 0);
  }

  @Override
  protected FunctionCode code(Path directory) {
    return new FunctionCode.Directory(directory, TestImages.shell());
  }
}
