package io.slsemu.emulator.sandbox.process;

import static io.slsemu.fixtures.Requirement.ROOT;

import io.slsemu.emulator.sandbox.SandboxLimitsContract;
import io.slsemu.emulator.sandbox.SandboxProvider;
import io.slsemu.emulator.sandbox.TestThreads;
import io.slsemu.fixtures.Requires;
import java.nio.file.Path;

/** The contract as root. */
@Requires(ROOT)
class ProcessSandboxFullTests extends SandboxLimitsContract {

  @Override
  protected SandboxProvider open(Path state) {
    return new ProcessSandboxProvider(new ProcessSandboxOptions(state, TestThreads::start));
  }
}
