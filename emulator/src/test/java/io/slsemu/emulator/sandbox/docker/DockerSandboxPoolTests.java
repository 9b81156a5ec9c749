package io.slsemu.emulator.sandbox.docker;

import static io.slsemu.fixtures.Requirement.DOCKER;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.sandbox.Launch;
import io.slsemu.emulator.sandbox.Sandbox;
import io.slsemu.emulator.sandbox.SandboxSpec;
import io.slsemu.fixtures.Requires;
import io.slsemu.fixtures.TestImages;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers that wait before they are needed, and what is left of them. */
@Requires({ROOT, DOCKER})
class DockerSandboxPoolTests {
  /** No other test's. */
  private static final int MEMORY_MB = 131;

  private static final int TMP_MB = 32;

  @TempDir Path directory;
  private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
  private Path state;
  private EngineTraces traces;
  private Engine engine;
  private DockerSandboxProvider provider;

  @BeforeEach
  void openEngine() {
    state = directory.resolve("state");
    engine = new Engine(TestEngine.address());
    traces = new EngineTraces(engine, state);
  }

  @AfterEach
  void close() {
    if (provider != null) {
      provider.close();
    }
    engine.close();
  }

  private void open(int pool) {
    provider = TestEngine.provider(state, pool, this::start);
  }

  private void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private SandboxSpec spec() {
    return new SandboxSpec(
        new FunctionCode.Directory(directory.resolve("code"), TestImages.shell()),
        null,
        MEMORY_MB,
        TMP_MB);
  }

  private void writeBootstrap(String... lines) throws Exception {
    Path code = Files.createDirectories(directory.resolve("code"));
    Path bootstrap =
        Files.writeString(
            code.resolve("bootstrap"), "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** What the bootstrap writes until it ends. */
  private static List<String> run(Sandbox sandbox) {
    List<String> written = Collections.synchronizedList(new ArrayList<>());
    sandbox.start(
        new Launch(
            List.of("/var/task/bootstrap"),
            "/var/task",
            Map.of("PATH", "/usr/bin:/bin"),
            (stream, line) -> written.add(new String(line, StandardCharsets.UTF_8))));
    sandbox.exit().orTimeout(240, TimeUnit.SECONDS).join();
    return written;
  }

  /** Returns when so many containers wait, frozen. */
  private List<String> anticipate(int count) throws Exception {
    provider.anticipate(count, spec());
    joinMakers();
    List<String> ids = traces.containers(MEMORY_MB);
    assertThat(ids.stream().filter(traces::isFrozen)).hasSize(count);
    return ids;
  }

  private void joinMakers() throws InterruptedException {
    for (String name : List.of("sandbox-pool", "sandbox-container")) {
      for (Thread thread : List.copyOf(threads)) {
        if (thread.getName().equals(name)) {
          thread.join(Duration.ofSeconds(60).toMillis());
        }
      }
    }
  }

  @Test
  void createWhenContainerWaitsFrozenThenItIsTakenAndShowsTheCode() throws Exception {
    open(1);
    writeBootstrap("cat data; rm data 2>/dev/null || echo kept; pwd");
    Files.writeString(directory.resolve("code/data"), "data\n");
    List<String> waiting = anticipate(1);

    try (Sandbox sandbox = provider.create("test", spec())) {
      sandbox.awaitReady();

      assertThat(traces.containers(MEMORY_MB)).isEqualTo(waiting);
      assertThat(traces.isFrozen(waiting.get(0))).isFalse();
      assertThat(run(sandbox)).containsExactly("data", "kept", "/var/task");
    }
  }

  @Test
  void anticipateWhenWaitingOneWasTakenThenAnotherIsMade() throws Exception {
    open(1);
    writeBootstrap("exit 0");
    List<String> first = anticipate(1);

    try (Sandbox sandbox = provider.create("test", spec())) {
      sandbox.awaitReady();
      List<String> both = anticipate(1);

      assertThat(both).hasSize(2).containsAll(first);
      assertThat(anticipate(1)).isEqualTo(both);
    }
  }

  @Test
  void anticipateWhenPoolIsNoneThenNoneIsMade() throws Exception {
    open(0);

    anticipate(0);

    assertThat(traces.containers(MEMORY_MB)).isEmpty();
  }

  @Test
  void createWhenWaitingOneWasRemovedFromOutsideThenAnotherIsGiven() throws Exception {
    open(1);
    writeBootstrap("echo here");
    List<String> waiting = anticipate(1);
    new ContainerRemoval(engine).run(waiting.get(0));

    try (Sandbox sandbox = provider.create("test", spec())) {

      assertThat(run(sandbox)).containsExactly("here");
      awaitMoment(() -> assertThat(traces.containers(MEMORY_MB)).hasSize(1));
      assertThat(traces.containers(MEMORY_MB)).doesNotContainAnyElementsOf(waiting);
      awaitMoment(() -> assertThat(traces.places()).hasSize(1));
    }
  }

  @Test
  void closeWhenFrozenOneWasRemovedFromOutsideThenNothingIsThrown() throws Exception {
    open(0);
    writeBootstrap("sleep 1000");
    Sandbox sandbox = provider.create("test", spec());
    sandbox.start(new Launch(List.of("/bin/sleep", "99"), "/", Map.of(), (stream, line) -> {}));
    sandbox.freeze();
    new ContainerRemoval(engine).run(traces.containers(MEMORY_MB).get(0));

    sandbox.thaw();
    sandbox.throttleCpu();
    sandbox.kill();
    sandbox.close();

    assertThat(sandbox.exit()).isCompleted();
    assertThat(traces.places()).isEmpty();
  }

  @Test
  void resetWhenPooledThenTmpIsKeptInAnotherContainer() throws Exception {
    open(1);
    writeBootstrap("cat /tmp/before 2>/dev/null || echo none; echo one > /tmp/before");
    List<String> first = anticipate(1);
    Sandbox sandbox = provider.create("test", spec());
    assertThat(run(sandbox)).containsExactly("none");

    try (Sandbox next = sandbox.reset()) {

      assertThat(run(next)).containsExactly("one");
      awaitMoment(() -> assertThat(traces.containers(MEMORY_MB)).hasSize(1));
      assertThat(traces.containers(MEMORY_MB)).doesNotContainAnyElementsOf(first);
    }
    awaitMoment(() -> assertThat(traces.disks()).isEmpty());
  }

  @Test
  void closeWhenResetAndNotCalledAgainThenItsDiskGoes() throws Exception {
    open(0);
    writeBootstrap("exit 0");
    Sandbox sandbox = provider.create("test", spec());
    run(sandbox);

    sandbox.reset().close();

    awaitMoment(() -> assertThat(traces.places()).isEmpty());
    awaitMoment(() -> assertThat(traces.disks()).isEmpty());
  }

  @Test
  void closeWhenSomeWaitSomeRunAndSomeAreFrozenThenNothingIsLeft() throws Exception {
    open(1);
    writeBootstrap("sleep 1000");
    Launch launch = new Launch(List.of("/bin/sleep", "99"), "/", Map.of(), (stream, line) -> {});
    provider.create("running", spec()).start(launch);
    Sandbox frozen = provider.create("frozen", spec());
    frozen.start(launch);
    frozen.freeze();
    provider.anticipate(2, spec());
    joinMakers();
    List<String> ids = traces.containers(MEMORY_MB);
    assertThat(EngineTraces.groups(ids)).isNotEmpty();
    assertThat(traces.mounts()).isNotEmpty();

    provider.close();

    assertThat(ids).hasSize(4);
    awaitMoment(() -> assertThat(traces.containers(MEMORY_MB)).isEmpty());
    assertThat(traces.mounts()).isEmpty();
    assertThat(state.resolve("run")).isEmptyDirectory();
    awaitMoment(() -> assertThat(traces.disks()).isEmpty());
    awaitMoment(() -> assertThat(EngineTraces.groups(ids)).isEmpty());
    provider = null;
  }

  /** The engine's list, and what the kernel takes away, are a moment late. */
  private static void awaitMoment(ThrowingRunnable check) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(check);
  }
}
