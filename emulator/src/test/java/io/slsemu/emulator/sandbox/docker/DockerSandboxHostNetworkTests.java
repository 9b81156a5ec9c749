package io.slsemu.emulator.sandbox.docker;

import static io.slsemu.fixtures.Requirement.DOCKER;
import static io.slsemu.fixtures.Requirement.ROOT;

import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.sandbox.SandboxProcessesContract;
import io.slsemu.emulator.sandbox.SandboxProvider;
import io.slsemu.emulator.sandbox.TestThreads;
import io.slsemu.fixtures.Requires;
import io.slsemu.fixtures.TestImages;
import java.nio.file.Path;
import java.util.List;

/** The contract in containers that share this machine's network. */
@Requires({ROOT, DOCKER})
class DockerSandboxHostNetworkTests extends SandboxProcessesContract {
  @Override
  protected SandboxProvider open(Path state) {
    return new DockerSandboxProvider(
        TestEngine.address(),
        new DockerSandboxOptions(
            state, TestThreads::start, PullProgress.UNSEEN, false, "host", List.of(), 0));
  }

  @Override
  protected FunctionCode code(Path directory) {
    return new FunctionCode.Directory(directory, TestImages.shell());
  }
}
