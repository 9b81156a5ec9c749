package io.slsemu.emulator.sandbox.process;

import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.sandbox.DoomedEmulator;
import io.slsemu.emulator.sandbox.KernelTrees;
import io.slsemu.emulator.sandbox.Launch;
import io.slsemu.emulator.sandbox.Sandbox;
import io.slsemu.emulator.sandbox.SandboxSpec;
import io.slsemu.emulator.sandbox.TestThreads;
import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An emulator that is killed leaves nothing: neither what runs nor what is frozen. */
@Requires(ROOT)
class KillNineTests {
  /** Decisions 17 promise two seconds on a machine at rest; a test has no clock. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path directory;
  private @Nullable DoomedEmulator emulator;

  @AfterEach
  void end() {
    if (emulator != null) {
      emulator.close();
    }
  }

  @Test
  void emulatorWhenKilledThenNothingOfItIsLeft() throws Exception {
    Path state = directory.resolve("state");
    DoomedEmulator emulator = start(state);
    String pid = Long.toString(emulator.pid());
    assertThat(groups(pid)).isNotEmpty();
    assertThat(images(state)).hasSizeGreaterThanOrEqualTo(2);
    List<ProcessHandle> below = emulator.below();

    emulator.kill();

    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(below).noneMatch(KillNineTests::runs);
              assertThat(groups(pid)).isEmpty();
              assertThat(images(state)).isEmpty();
              assertThat(state.resolve("run")).isEmptyDirectory();
            });
  }

  @Test
  void emulatorWhenKilledWithItsKeeperThenNextStartClears() throws Exception {
    Path state = directory.resolve("state");
    DoomedEmulator emulator = start(state);
    String pid = Long.toString(emulator.pid());
    emulator.killKeeper();
    emulator.kill();
    assertThat(groups(pid)).isNotEmpty();

    try (ProcessSandboxProvider next =
        new ProcessSandboxProvider(new ProcessSandboxOptions(state, TestThreads::start))) {
      assertThat(next.kind()).isEqualTo("process");

      Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(groups(pid)).isEmpty());
    }

    assertThat(state.resolve("run")).isEmptyDirectory();
  }

  /** The dead whom this machine's process 1 has not buried yet do not count. */
  private static boolean runs(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException gone) {
      return false;
    }
  }

  private DoomedEmulator start(Path state) throws IOException {
    emulator = DoomedEmulator.start(Victim.class, directory.resolve("errors"), state.toString());
    return emulator;
  }

  private static List<Path> groups(String pid) throws IOException {
    return KernelTrees.groups(name -> name.startsWith("sls-emu-" + pid + "-"));
  }

  /** Loop devices over images of that state directory. */
  private static List<Path> images(Path state) throws IOException {
    return KernelTrees.loopDevices(state.getParent().getFileName() + "/state/");
  }

  /** The emulator that is killed. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] arguments) throws Exception {
      Path state = Path.of(arguments[0]);
      Path code = Files.createDirectories(state.resolveSibling("code"));
      Path bootstrap =
          Files.writeString(
              code.resolve("bootstrap"), "#!/bin/sh\necho up; sleep 1000 & sleep 1000\n");
      Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
      ProcessSandboxProvider provider =
          new ProcessSandboxProvider(new ProcessSandboxOptions(state, TestThreads::start));
      provider.anticipate(1, 512);
      CountDownLatch up = new CountDownLatch(2);
      Launch launch =
          new Launch(
              List.of("/var/task/bootstrap"),
              "/var/task",
              Map.of("PATH", "/usr/bin:/bin"),
              (stream, line) -> up.countDown());
      SandboxSpec spec = new SandboxSpec(FunctionCode.directory(code), null, 128, 512);
      Sandbox running = provider.create("running", spec);
      Sandbox frozen = provider.create("frozen", spec);
      running.start(launch);
      frozen.start(launch);
      up.await();
      frozen.freeze();
      DoomedEmulator.ready();
    }
  }
}
