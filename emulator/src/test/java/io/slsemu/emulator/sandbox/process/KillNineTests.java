package io.slsemu.emulator.sandbox.process;

import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.sandbox.Launch;
import io.slsemu.emulator.sandbox.Sandbox;
import io.slsemu.emulator.sandbox.SandboxSpec;
import io.slsemu.emulator.sandbox.TestThreads;
import io.slsemu.fixtures.Requires;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An emulator that is killed leaves nothing: neither what runs nor what is frozen. */
@Requires(ROOT)
class KillNineTests {
  @TempDir Path directory;

  @Test
  void emulatorWhenKilledThenNothingOfItIsLeft() throws Exception {
    Path state = directory.resolve("state");
    Process emulator = startEmulator(state);
    String pid = Long.toString(emulator.pid());
    assertThat(groups(pid)).isNotEmpty();
    assertThat(images(state)).hasSizeGreaterThanOrEqualTo(2);
    List<ProcessHandle> below = emulator.descendants().toList();

    emulator.destroyForcibly().waitFor();

    Awaitility.await()
        .atMost(Duration.ofSeconds(2))
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
    Process emulator = startEmulator(state);
    String pid = Long.toString(emulator.pid());
    killKeeperOf(emulator);
    emulator.destroyForcibly().waitFor();
    assertThat(groups(pid)).isNotEmpty();

    try (ProcessSandboxProvider next =
        new ProcessSandboxProvider(new ProcessSandboxOptions(state, TestThreads::start))) {
      assertThat(next.kind()).isEqualTo("process");

      Awaitility.await()
          .atMost(Duration.ofSeconds(2))
          .untilAsserted(() -> assertThat(groups(pid)).isEmpty());
    }

    assertThat(state.resolve("run")).isEmptyDirectory();
  }

  private static void killKeeperOf(Process emulator) throws Exception {
    for (ProcessHandle child : emulator.children().toList()) {
      String command = Files.readString(Path.of("/proc", Long.toString(child.pid()), "cmdline"));
      if (command.startsWith("sls-emu keeper")) {
        child.destroyForcibly();
        child.onExit().get();
      }
    }
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

  private static Process startEmulator(Path state) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                state.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(reader.readLine()).isEqualTo("ready");
    return process;
  }

  private static List<Path> groups(String pid) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(Path.of("/sys/fs/cgroup"), 12)) {
      tree.filter(path -> path.getFileName().toString().startsWith("sls-emu-" + pid + "-"))
          .forEach(found::add);
    }
    return found;
  }

  /** Loop devices over images of that state directory. */
  private static List<Path> images(Path state) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> devices = Files.list(Path.of("/sys/block"))) {
      for (Path device : devices.toList()) {
        Path backing = device.resolve("loop/backing_file");
        if (Files.exists(backing)
            && Files.readString(backing).contains(state.getParent().getFileName() + "/state/")) {
          found.add(device);
        }
      }
    }
    return found;
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
      System.out.println("ready");
      new CountDownLatch(1).await();
    }
  }
}
