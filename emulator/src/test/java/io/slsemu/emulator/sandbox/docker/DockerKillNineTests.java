package io.slsemu.emulator.sandbox.docker;

import static io.slsemu.fixtures.Requirement.DOCKER;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.sandbox.DoomedEmulator;
import io.slsemu.emulator.sandbox.KernelTrees;
import io.slsemu.emulator.sandbox.Launch;
import io.slsemu.emulator.sandbox.Sandbox;
import io.slsemu.emulator.sandbox.SandboxSpec;
import io.slsemu.fixtures.Requires;
import io.slsemu.fixtures.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An emulator that is killed leaves no container: none that runs, is frozen, waits, or comes. */
@Requires({ROOT, DOCKER})
class DockerKillNineTests {
  /** Decisions 17 promise two seconds on a machine at rest; a test has no clock. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path directory;
  private final Engine engine = new Engine(TestEngine.address());
  private Path state = Path.of("/");
  private @Nullable DoomedEmulator emulator;

  @BeforeEach
  void state() throws IOException {
    state = Files.createDirectories(directory.toRealPath().resolve("state"));
  }

  @AfterEach
  void close() {
    if (emulator != null) {
      emulator.close();
    }
    engine.close();
  }

  @Test
  void emulatorWhenKilledThenNothingOfItIsLeft() throws Exception {
    DoomedEmulator emulator = start("pooled");
    Awaitility.await() // an engine names a container before all is done for it
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(containersOf(engine, emulator.pid())).hasSize(5);
              assertThat(mounts()).isNotEmpty();
              assertThat(loopDevices()).hasSizeGreaterThanOrEqualTo(5);
            });

    emulator.kill();

    Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertNothingIsLeft(emulator.pid()));
  }

  @Test
  void emulatorWhenKilledWhileContainersAreMadeThenNoneComes() throws Exception {
    DoomedEmulator emulator = start("coming");

    emulator.kill();

    Awaitility.await()
        .during(Duration.ofMillis(1_500))
        .atMost(LIMIT.plusMillis(1_500))
        .untilAsserted(() -> assertNothingIsLeft(emulator.pid()));
  }

  @Test
  void emulatorWhenKilledWithItsKeeperThenNextStartClears() throws Exception {
    DoomedEmulator emulator = start("pooled");
    emulator.killKeeper();
    emulator.kill();
    assertThat(containersOf(engine, emulator.pid())).isNotEmpty();

    try (DockerSandboxProvider next = TestEngine.provider(state, 0)) {
      assertThat(next.kind()).isEqualTo("docker");

      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> {
                assertThat(containersOf(engine, emulator.pid())).isEmpty();
                assertThat(loopDevices()).isEmpty();
              });
    }
    assertNothingIsLeft(emulator.pid());
  }

  @Test
  void pruneWhenEmulatorWasKilledWithItsKeeperThenContainersGo() throws Exception {
    DoomedEmulator emulator = start("pooled");
    emulator.killKeeper();
    emulator.kill();

    List<String> removed = new ContainerRemoval(engine).sweep(ContainerRemoval.PATIENCE);

    assertThat(containersOf(engine, emulator.pid())).isEmpty();
    assertThat(removed)
        .isNotEmpty()
        .allMatch(line -> line.matches("container \\w{12} of an emulator that is gone"));
    TestEngine.provider(state, 0).close(); // and its mounts
    assertNothingIsLeft(emulator.pid());
  }

  private void assertNothingIsLeft(long emulator) throws IOException {
    assertThat(containersOf(engine, emulator)).isEmpty();
    assertThat(mounts()).isEmpty();
    assertThat(loopDevices()).isEmpty();
    assertThat(state.resolve("run")).isEmptyDirectory();
  }

  private static List<String> containersOf(Engine engine, long emulator) {
    String filter = EngineCalls.quote("{\"label\":[\"" + Owner.LABEL + "\"]}");
    List<String> names = new ArrayList<>();
    engine
        .calls()
        .get("list its containers", "/containers/json?all=1&filters=" + filter)
        .forEach(
            container -> {
              String owner = container.path("Labels").path(Owner.LABEL).asText();
              if (Owner.parse(owner).process() == emulator) {
                names.add(container.path("Names").path(0).asText());
              }
            });
    return names;
  }

  private List<String> mounts() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
      return lines
          .map(line -> line.split(" ")[4])
          .filter(point -> point.startsWith(state + "/"))
          .toList();
    }
  }

  private List<Path> loopDevices() throws IOException {
    return KernelTrees.loopDevices(state.getParent().getFileName() + "/state/");
  }

  private DoomedEmulator start(String what) throws IOException {
    emulator =
        DoomedEmulator.start(
            Victim.class, directory.resolve("errors"), state.toString(), TestImages.shell(), what);
    return emulator;
  }

  /** The emulator that is killed. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] arguments) throws Exception {
      Path state = Path.of(arguments[0]);
      SandboxSpec spec =
          new SandboxSpec(new FunctionCode.Directory(code(state), arguments[1]), null, 128, 512);
      DockerSandboxProvider provider = TestEngine.provider(state, 3);
      CountDownLatch up = new CountDownLatch(2);
      Sandbox running = start(provider, spec, up);
      Sandbox frozen = start(provider, spec, up);
      up.await();
      frozen.freeze();
      running.usage();
      provider.anticipate(3, spec);
      if (arguments[2].equals("pooled")) {
        awaitContainers(5);
      } else {
        awaitMaking(state);
      }
      DoomedEmulator.ready();
    }

    private static Path code(Path state) throws IOException {
      Path code = Files.createDirectories(state.resolveSibling("code"));
      Path bootstrap =
          Files.writeString(
              code.resolve("bootstrap"), "#!/bin/sh\necho up; sleep 1000 & sleep 1000\n");
      Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
      return code;
    }

    private static Sandbox start(
        DockerSandboxProvider provider, SandboxSpec spec, CountDownLatch up) {
      Sandbox sandbox = provider.create("victim", spec);
      sandbox.start(
          new Launch(
              List.of("/var/task/bootstrap"),
              "/var/task",
              Map.of("PATH", "/usr/bin:/bin"),
              (stream, line) -> up.countDown()));
      return sandbox;
    }

    /** The engine has been asked, or is just being asked. */
    private static void awaitMaking(Path state) throws IOException {
      try (Stream<Path> runs = Files.list(state.resolve("run"))) {
        Path run = runs.findFirst().orElseThrow();
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(1))
            .until(() -> Files.size(run.resolve("making")) > Files.size(run.resolve("made")) + 20);
      }
    }

    private static void awaitContainers(int count) {
      long self = ProcessHandle.current().pid();
      try (Engine engine = new Engine(TestEngine.address())) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(5))
            .until(() -> containersOf(engine, self).size() >= count);
      }
    }
  }
}
