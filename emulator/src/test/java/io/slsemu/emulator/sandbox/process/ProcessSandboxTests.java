package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.SandboxProcessesContract;
import io.slsemu.emulator.sandbox.SandboxProvider;
import io.slsemu.emulator.sandbox.TestThreads;
import java.nio.file.Path;

/** The contract by what this machine gives this user, whatever it is. */
class ProcessSandboxTests extends SandboxProcessesContract {

  @Override
  protected SandboxProvider open(Path state) {
    return new ProcessSandboxProvider(new ProcessSandboxOptions(state, TestThreads::start));
  }
}
