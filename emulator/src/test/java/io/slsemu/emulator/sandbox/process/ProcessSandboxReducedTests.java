package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.emulator.sandbox.SandboxContract;
import io.slsemu.emulator.sandbox.SandboxProvider;
import io.slsemu.emulator.sandbox.TestThreads;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The contract without namespaces and control groups. */
class ProcessSandboxReducedTests extends SandboxContract {

  @Override
  protected SandboxProvider open(Path state) {
    ProcessSandboxProvider provider =
        new ProcessSandboxProvider(
            new ProcessSandboxOptions(state, TestThreads::start), Fidelity.Level.REDUCED);
    if (provider.fidelity().level() != Fidelity.Level.REDUCED) {
      provider.close();
      Assumptions.abort("this machine has no reduced level");
    }
    return provider;
  }
}
