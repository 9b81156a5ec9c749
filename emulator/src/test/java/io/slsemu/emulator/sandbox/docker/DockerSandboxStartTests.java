package io.slsemu.emulator.sandbox.docker;

import static io.slsemu.fixtures.Requirement.DOCKER;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.sandbox.Launch;
import io.slsemu.emulator.sandbox.Sandbox;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.SandboxExit;
import io.slsemu.emulator.sandbox.SandboxSpec;
import io.slsemu.emulator.sandbox.TestThreads;
import io.slsemu.fixtures.Requires;
import io.slsemu.fixtures.TestImages;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A container's start, for which an engine has two ways to tell: its answer, and what it starts.
 */
@Requires({ROOT, DOCKER})
class DockerSandboxStartTests {
  /** No other test's. */
  private static final int MEMORY_MB = 133;

  @TempDir Path directory;
  private Engine engine;
  private EngineTraces traces;
  private EngineRelay relay;
  private DockerSandboxProvider provider;

  @BeforeEach
  void openRelay() throws Exception {
    Files.createDirectory(directory.resolve("code"));
    engine = new Engine(TestEngine.address());
    traces = new EngineTraces(engine, directory.resolve("state"));
    relay = EngineRelay.open(TestEngine.address().socket(), directory.resolve("relay.sock"));
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    provider.close();
    relay.close();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(traces.containers(MEMORY_MB)).isEmpty());
    assertThat(traces.mounts()).isEmpty();
    engine.close();
  }

  private void open(CodeDelivery.Way way) {
    provider =
        new DockerSandboxProvider(
            relay.address(),
            new DockerSandboxOptions(
                directory.resolve("state"),
                TestThreads::start,
                PullProgress.UNSEEN,
                false,
                null,
                List.of(),
                0),
            way);
  }

  private Sandbox create() {
    return provider.create(
        "test",
        new SandboxSpec(
            new FunctionCode.Directory(directory.resolve("code"), TestImages.shell()),
            null,
            MEMORY_MB,
            32));
  }

  private static void awaitReady(Sandbox sandbox) {
    CompletableFuture.runAsync(sandbox::awaitReady).orTimeout(60, TimeUnit.SECONDS).join();
  }

  @ParameterizedTest
  @EnumSource(
      value = CodeDelivery.Way.class,
      names = {"SHOWN", "BOUND"})
  void startWhenEngineHasNotAnsweredYetThenTheInitsCallIsEnough(CodeDelivery.Way way) {
    open(way);
    try (Sandbox first = create()) {
      awaitReady(first); // shows where the engine's containers have their groups
    }
    relay.onStart(EngineRelay.Start.WITHHOLD);
    List<String> written = Collections.synchronizedList(new ArrayList<>());

    try (Sandbox sandbox = create()) {
      awaitReady(sandbox);
      sandbox.start(
          new Launch(
              List.of("/bin/sh", "-c", "echo here"),
              "/",
              Map.of("PATH", "/usr/bin:/bin"),
              (stream, line) -> written.add(new String(line, StandardCharsets.UTF_8))));

      assertThat(sandbox.exit().orTimeout(60, TimeUnit.SECONDS).join())
          .isEqualTo(new SandboxExit.Exited(0));
    }

    assertThat(written).containsExactly("here");
    Awaitility.await().until(() -> relay.withheld() == 1); // the engine has long answered
  }

  @Test
  void awaitReadyWhenEngineRefusesTheStartThenItsWords() {
    open(CodeDelivery.Way.SHOWN);
    relay.onStart(EngineRelay.Start.REFUSE);
    Sandbox sandbox = create();

    assertThatThrownBy(sandbox::awaitReady)
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining(relay.address().host())
        .hasMessageEndingWith("cannot start a container: no room on this machine");
    assertThat(traces.containers(MEMORY_MB)).isEmpty();
    sandbox.close();
  }

  @Test
  void awaitReadyWhenEngineGoesAwayDuringTheStartThenSaysSo() {
    open(CodeDelivery.Way.SHOWN);
    relay.onStart(EngineRelay.Start.HANG_UP);
    Sandbox sandbox = create();

    assertThatThrownBy(sandbox::awaitReady)
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("went away when it was to start a container");
    assertThat(traces.containers(MEMORY_MB)).isEmpty();
    sandbox.close();
  }
}
