package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.emulator.sandbox.SandboxLimitsContract;
import io.slsemu.emulator.sandbox.SandboxProvider;
import io.slsemu.emulator.sandbox.TestThreads;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * The contract by a user namespace and a delegated control group; root can do without its powers.
 */
class ProcessSandboxDelegatedTests extends SandboxLimitsContract {

  @Override
  protected SandboxProvider open(Path state) {
    ProcessSandboxProvider provider =
        new ProcessSandboxProvider(
            new ProcessSandboxOptions(state, TestThreads::start), Fidelity.Level.DELEGATED);
    if (provider.fidelity().level() != Fidelity.Level.DELEGATED) {
      provider.close();
      Assumptions.abort("this machine has no user namespaces or no delegated control group");
    }
    return provider;
  }
}
