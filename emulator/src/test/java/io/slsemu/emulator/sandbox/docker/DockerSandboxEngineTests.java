package io.slsemu.emulator.sandbox.docker;

import static io.slsemu.fixtures.Requirement.DOCKER;

import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.sandbox.SandboxLimitsContract;
import io.slsemu.emulator.sandbox.SandboxProvider;
import io.slsemu.emulator.sandbox.TestThreads;
import io.slsemu.fixtures.Requires;
import io.slsemu.fixtures.TestImages;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;

/** The contract by the engine's word alone, as for a user who is not root. */
@Requires(DOCKER)
class DockerSandboxEngineTests extends SandboxLimitsContract {
  @Override
  protected SandboxProvider open(Path state) {
    return TestEngine.provider(state, 0, TestThreads::start, CodeDelivery.Way.BOUND);
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
