package io.slsemu.emulator.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.emulator.sandbox.SandboxProcessesContract;
import io.slsemu.emulator.sandbox.SandboxProvider;
import io.slsemu.emulator.sandbox.TestThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The contract without namespaces and control groups. */
class ProcessSandboxReducedTests extends SandboxProcessesContract {

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

  /** Nothing can be mounted here, so there is no name to listen at; and that is said. */
  @Override
  @Test
  protected void connectWhenTwoListenOnSamePortThenEachIsReachedByItsOwn() {
    assertThat(provider().fidelity().gaps())
        .contains("The name sandbox.localdomain is not known inside: use 127.0.0.1 there.");
  }

  /**
   * What ends a sandbox looks at sessions: the one of the user's terminal must not be among them.
   */
  @Test
  void startWhenEmulatorHasTerminalThenSandboxLeavesItsSession() throws IOException {
    List<String> output = outputOf("cat /proc/$PPID/stat");

    String emulator = Files.readString(Path.of("/proc/self/stat"));
    assertThat(sessionIn(output.get(0))).isNotEqualTo(sessionIn(emulator));
  }

  /** The sixth field, see proc(5); the second is a name in brackets. */
  private static String sessionIn(String stat) {
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3];
  }
}
