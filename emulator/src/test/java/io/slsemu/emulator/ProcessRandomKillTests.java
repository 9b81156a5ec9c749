package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.GCC;
import static io.slsemu.fixtures.Requirement.GO;
import static io.slsemu.fixtures.Requirement.ROOT;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.fixtures.Requires;
import java.util.List;

@Requires({ROOT, GCC, GO})
class ProcessRandomKillTests extends RandomKillContract {
  ProcessRandomKillTests() {
    super(SandboxKind.PROCESS, 40);
  }

  @Override
  DockerSettings docker() {
    return DockerSettings.DEFAULTS;
  }

  @Override
  List<ProcessHandle> processes() {
    return ProcessHandle.current().descendants().filter(ProcessRandomKillTests::isOurs).toList();
  }

  /** The keeper belongs to the emulator, not to an environment: nobody kills it here. */
  private static boolean isOurs(ProcessHandle process) {
    String command = commandLine(process);
    return command.contains("bootstrap")
        || command.contains("extension-probe")
        || command.contains("sls-emu supervisor")
        || command.contains("sls-emu init");
  }
}
