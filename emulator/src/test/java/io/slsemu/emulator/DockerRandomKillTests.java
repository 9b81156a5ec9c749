package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.DOCKER;
import static io.slsemu.fixtures.Requirement.GCC;
import static io.slsemu.fixtures.Requirement.GO;
import static io.slsemu.fixtures.Requirement.ROOT;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.fixtures.Requires;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

/** In an engine that is the test's own: whatever runs in its containers may be killed. */
@Requires({ROOT, DOCKER, GCC, GO})
class DockerRandomKillTests extends RandomKillContract {
  @AutoClose private static OwnEngine engine;

  DockerRandomKillTests() {
    super(SandboxKind.DOCKER, 15);
  }

  @BeforeAll
  static void startEngine() throws Exception {
    engine = OwnEngine.start();
  }

  @Override
  DockerSettings docker() {
    return new DockerSettings(engine.host(), null, List.of(), 2);
  }

  @Override
  List<ProcessHandle> processes() throws Exception {
    List<String> containers = engine.containers();
    return ProcessHandle.allProcesses()
        .filter(process -> containers.stream().anyMatch(read(process, "cgroup")::contains))
        .toList();
  }
}
