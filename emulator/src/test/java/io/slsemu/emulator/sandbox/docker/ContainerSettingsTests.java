package io.slsemu.emulator.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContainerSettingsTests {
  @Test
  void forPodmanWhenEngineWasToMakeTmpThenInMemoryAndTheNameIsWhole() {
    ObjectNode container = document(512);

    ObjectNode podmans = ContainerSettings.forPodman(container, new PodmanLimits(0));

    assertThat(podmans.path("Hostname").asText()).isEqualTo("sandbox.localdomain");
    assertThat(podmans.has("Domainname")).isFalse();
    assertThat(podmans.at("/HostConfig/Tmpfs/~1tmp").asText()).contains("size=512m");
    assertThat(podmans.at("/HostConfig/Tmpfs/~1var~1tmp").asText()).startsWith("ro");
    assertThat(podmans.at("/HostConfig/Mounts").findValuesAsText("Target"))
        .containsExactly("/var/task");
  }

  @Test
  void forPodmanWhenTmpComesFromElsewhereThenItIsLeft() {
    ObjectNode podmans = ContainerSettings.forPodman(document(0), new PodmanLimits(0));

    assertThat(podmans.at("/HostConfig/Tmpfs").has("/tmp")).isFalse();
  }

  @Test
  void documentWhenCpusAreGivenThenItHasThoseAndTheirTime() {
    ObjectNode container = document(512, "4-5");

    assertThat(container.at("/HostConfig/CpusetCpus").asText()).isEqualTo("4-5");
    assertThat(container.at("/HostConfig/CpuQuota").asInt()).isEqualTo(40_000);
  }

  @Test
  void documentWhenItHasAllCpusThenNoneAreNamed() {
    assertThat(document(512).path("HostConfig").has("CpusetCpus")).isFalse();
  }

  private static ObjectNode document(int tmpMb) {
    return document(tmpMb, null);
  }

  private static ObjectNode document(int tmpMb, @Nullable String cpus) {
    Furnishing furnishing =
        new Furnishing(
            null,
            CompletableFuture.completedFuture("memory"),
            List.of(new Furnishing.Mount(Path.of("/code"), "/var/task", true, false)),
            List.of(),
            tmpMb);
    ContainerKey key = new ContainerKey("image", 128, 512, false, null, null);
    return new ContainerSettings(key, "bridge", List.of(), cpus)
        .document(
            new ObjectMapper(),
            "owner",
            new ContainerSettings.Caller("192.0.2.1:1", "token"),
            furnishing);
  }
}
