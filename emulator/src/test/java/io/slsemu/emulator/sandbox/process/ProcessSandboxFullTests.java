package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.SandboxLimitsContract;
import io.slsemu.emulator.sandbox.SandboxProvider;
import java.nio.file.Path;

/** The contract as root. */
class ProcessSandboxFullTests extends SandboxLimitsContract {

  @Override
  protected SandboxProvider open(Path state) {
    RootOnly.check();
    return new ProcessSandboxProvider(new ProcessSandboxOptions(state, TestThreads::start));
  }
}
