package io.slsemu.emulator.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.TestThreads;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteSearchTests {
  /** All that is asked for, in one; the gateway is an address of nobody's (RFC 5737). */
  private static final String VIRTUAL =
      """
      {"Name": "docker-desktop", "OperatingSystem": "Docker Desktop", "OSType": "linux",
       "Driver": "bridge", "Id": "n", "IPAM": {"Config": [{"Gateway": "192.0.2.1"}]}}
      """;

  @TempDir Path directory;

  @Test
  void openWhenEngineRunsInAMachineOfItsOwnThenItIsNamedWithAWayThatWorks() throws Exception {
    try (FakeEngine engine = FakeEngine.thatAnswers(VIRTUAL)) {
      EngineAddress address = EngineAddress.plain(engine.host(), "DOCKER_HOST");
      DockerSandboxOptions options =
          new DockerSandboxOptions(
              directory, TestThreads::start, PullProgress.UNSEEN, false, "bridge", List.of(), 0);

      assertThatThrownBy(() -> SiteSearch.open(address, options, CodeDelivery.Way.SHOWN))
          .isInstanceOfSatisfying(
              SandboxException.class, e -> assertThat(e.remedy()).contains("-v"))
          .hasMessageContaining("Docker Desktop")
          .hasMessageContaining("docker-desktop")
          .hasMessageContaining("192.0.2.1");
    }
  }
}
