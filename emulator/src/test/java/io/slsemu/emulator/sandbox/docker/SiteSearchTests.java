package io.slsemu.emulator.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.TestThreads;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteSearchTests {
  /** All that is asked for, in one; the gateway is an address of nobody's (RFC 5737). */
  private static final String VIRTUAL =
      """
      {"Name": "docker-desktop", "OperatingSystem": "Docker Desktop", "OSType": "linux",
       "Driver": "bridge", "Id": "n", "IPAM": {"Config": [{"Gateway": "192.0.2.1"}]}}
      """;

  /** Podman on this machine, whose network is not up. */
  private static final String PODMAN =
      """
      {"Components": [{"Name": "Podman Engine"}], "Name": "%s", "OSType": "linux",
       "Architecture": "amd64", "Driver": "bridge", "Id": "n",
       "IPAM": {"Config": [{"Gateway": "192.0.2.1"}]}}
      """
          .formatted(Owner.machineName());

  private static final String LEFTOVER =
      """
      [{"Id": "%s", "State": "running", "Labels": {"%s": "%s"}}]
      """
          .formatted(
              "0123456789abcdef".repeat(4),
              Owner.LABEL,
              new Owner(Owner.machineName(), Long.MAX_VALUE, 1, 1));

  @TempDir Path directory;

  @Test
  void openWhenEngineRunsInAMachineOfItsOwnThenItIsNamedWithAWayThatWorks() throws Exception {
    try (FakeEngine engine = FakeEngine.thatAnswers(VIRTUAL)) {

      assertThatThrownBy(() -> open(engine, "bridge"))
          .isInstanceOfSatisfying(
              SandboxException.class, e -> assertThat(e.remedy()).contains("-v"))
          .hasMessageContaining("Docker Desktop")
          .hasMessageContaining("docker-desktop")
          .hasMessageContaining("192.0.2.1");
    }
  }

  @Test
  void openWhenPodmansNetworkIsDownThenAContainerBringsItUpAndGoes() throws Exception {
    Queue<String> requests = new ConcurrentLinkedQueue<>();
    try (FakeEngine engine =
        FakeEngine.thatAnswers(
            request -> {
              requests.add(request);
              return "200 OK\r\n" + (request.contains("/json?") ? "[]" : PODMAN);
            })) {

      assertThatThrownBy(() -> open(engine, "bridge"))
          .hasMessageStartingWith("Podman at ")
          .hasMessageContaining("192.0.2.1");
    }

    assertThat(requests)
        .containsSubsequence(
            "POST /containers/create",
            "POST /containers/n/start",
            "DELETE /containers/n?force=1&v=1");
  }

  @Test
  void openWhenEngineIsLongOverALeftoverThenItGoesOnBesideThat() throws Exception {
    CountDownLatch networkWasAskedFor = new CountDownLatch(1);
    CompletableFuture<Boolean> besideRemoval = new CompletableFuture<>();
    UnaryOperator<String> answers =
        request -> {
          if (request.startsWith("DELETE")) {
            besideRemoval.complete(happens(networkWasAskedFor));
          }
          if (request.startsWith("GET /networks")) {
            networkWasAskedFor.countDown();
          }
          boolean left = request.contains(Owner.LABEL) && !besideRemoval.isDone();
          String others = request.contains("/json?") ? "[]" : VIRTUAL;
          return "200 OK\r\n" + (left ? LEFTOVER : others);
        };
    try (FakeEngine engine = FakeEngine.thatAnswers(answers)) {

      assertThatThrownBy(() -> open(engine, "bridge")).hasMessageContaining("Docker Desktop");

      assertThat(besideRemoval.get(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  private static boolean happens(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void openWhenEngineHasNoLimitsThenSaysWhatHas() throws Exception {
    String rootless =
        VIRTUAL.replace("{\"Name\"", "{\"SecurityOptions\": [\"name=rootless\"], \"Name\"");
    try (FakeEngine engine = FakeEngine.thatAnswers(rootless)) {

      assertThatThrownBy(() -> open(engine, "bridge"))
          .isInstanceOfSatisfying(
              SandboxException.class, e -> assertThat(e.remedy()).contains("cgroup v2"))
          .hasMessageContaining("can neither limit nor freeze");
    }
  }

  @Test
  void openWhenEngineIsRootlessThenRefusedBeforeAnythingIsMade() throws Exception {
    assumeThat(Path.of("/proc/self/uid_map"))
        .as("outside of user namespaces, where an engine's network may be within reach")
        .content()
        .contains("4294967295");
    String rootless =
        PODMAN.replace(
            "{\"Comp",
            "{\"Rootless\": true, \"CgroupVersion\": \"2\", \"CgroupDriver\": \"systemd\", \"Comp");
    Queue<String> requests = new ConcurrentLinkedQueue<>();
    UnaryOperator<String> answers =
        request -> {
          requests.add(request);
          return "200 OK\r\n" + (request.contains("/json?") ? "[]" : rootless);
        };
    try (FakeEngine engine = FakeEngine.thatAnswers(answers)) {

      assertThatThrownBy(() -> open(engine, "bridge"))
          .isInstanceOfSatisfying(
              SandboxException.class,
              e -> assertThat(e.remedy()).contains("in a container", "--network podman"))
          .hasMessageStartingWith("Podman at ")
          .hasMessageContaining("is rootless");
    }

    assertThat(requests).noneMatch(request -> request.startsWith("POST"));
  }

  @Test
  void openWhenNetworkIsTheMachinesAndItsProcessesAreNotSeenThenRefused() throws Exception {
    try (FakeEngine engine = FakeEngine.thatAnswers(VIRTUAL)) {

      assertThatThrownBy(() -> open(engine, "host"))
          .isInstanceOfSatisfying(
              SandboxException.class, e -> assertThat(e.remedy()).contains("--network host"))
          .hasMessageContaining("cannot be told apart");
    }
  }

  private EngineSite open(FakeEngine engine, String network) {
    return SiteSearch.open(
        EngineAddress.plain(engine.host(), "DOCKER_HOST"),
        new DockerSandboxOptions(
            directory, TestThreads::start, PullProgress.UNSEEN, false, network, List.of(), 0),
        CodeDelivery.Way.SHOWN);
  }
}
