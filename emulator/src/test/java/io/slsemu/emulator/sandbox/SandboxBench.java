package io.slsemu.emulator.sandbox;

import io.slsemu.emulator.function.FunctionCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/** One program in one sandbox, with all that it wrote. */
final class SandboxBench {
  static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "GREETING", "a=b c");

  private final Path code;
  private final Function<Path, FunctionCode> made;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final List<byte[]> raw = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch first = new CountDownLatch(1);

  private SandboxBench(Path code, Function<Path, FunctionCode> made) {
    this.code = code;
    this.made = made;
  }

  /**
   * A directory of code whose bootstrap is this text.
   *
   * @param made what a function is made of, given that directory
   */
  static SandboxBench script(Path parent, Function<Path, FunctionCode> made, String text) {
    try {
      Path code = Files.createTempDirectory(parent, "code");
      Files.setPosixFilePermissions(code, PosixFilePermissions.fromString("rwxr-xr-x"));
      Path bootstrap = Files.writeString(code.resolve("bootstrap"), text);
      Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
      return new SandboxBench(code, made);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path code() {
    return code;
  }

  SandboxSpec spec(int memoryMb) {
    return new SandboxSpec(made.apply(code), null, memoryMb, 512);
  }

  Launch launch(Sandbox sandbox) {
    return launch(sandbox, sandbox.taskRoot() + "/bootstrap");
  }

  Launch launch(Sandbox sandbox, String... command) {
    return new Launch(List.of(command), sandbox.taskRoot(), ENVIRONMENT, this::take);
  }

  private void take(SandboxOutput.Stream stream, byte[] line) {
    raw.add(line);
    lines.add(
        (stream == SandboxOutput.Stream.STDERR ? "err " : "")
            + new String(line, StandardCharsets.UTF_8));
    first.countDown();
  }

  /** Starts, and waits until the program has written its first line. */
  SandboxBench startIn(Sandbox sandbox, String... arguments) {
    List<String> command = new ArrayList<>(List.of(sandbox.taskRoot() + "/bootstrap"));
    command.addAll(List.of(arguments));
    sandbox.start(launch(sandbox, command.toArray(String[]::new)));
    try {
      if (!first.await(60, TimeUnit.SECONDS)) {
        throw new AssertionError("no output in 60 s");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  SandboxExit runIn(Sandbox sandbox) {
    sandbox.start(launch(sandbox));
    return await(sandbox);
  }

  static SandboxExit await(Sandbox sandbox) {
    return sandbox.exit().orTimeout(240, TimeUnit.SECONDS).join();
  }

  List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  List<byte[]> raw() {
    synchronized (raw) {
      return List.copyOf(raw);
    }
  }

  boolean awaitLine(Predicate<String> wanted) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < end) {
      if (lines().stream().anyMatch(wanted)) {
        return true;
      }
      Thread.onSpinWait();
    }
    return false;
  }
}
