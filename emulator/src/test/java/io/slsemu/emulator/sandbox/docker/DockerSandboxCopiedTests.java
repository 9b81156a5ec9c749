package io.slsemu.emulator.sandbox.docker;

import static io.slsemu.fixtures.Requirement.DOCKER;

import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.sandbox.SandboxProcessesContract;
import io.slsemu.emulator.sandbox.SandboxProvider;
import io.slsemu.emulator.sandbox.TestThreads;
import io.slsemu.fixtures.Requires;
import io.slsemu.fixtures.TestImages;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;

/** The contract with an engine that does not see this machine's files. */
@Requires(DOCKER)
class DockerSandboxCopiedTests extends SandboxProcessesContract {
  @Override
  protected SandboxProvider open(Path state) {
    return TestEngine.provider(state, 0, TestThreads::start, CodeDelivery.Way.COPIED);
  }

  @Override
  protected FunctionCode code(Path directory) {
    return new FunctionCode.Directory(directory, TestImages.shell());
  }

  @AfterAll
  static void removeCopies() {
    TestEngine.removeCopies();
  }
}
