package io.slsemu.emulator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.function.FunctionCode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every kind of sandbox does, on every machine that can make it. */
public abstract class SandboxContract {
  @TempDir Path directory;
  private SandboxProvider provider;

  /** A provider with its state below a directory. */
  protected abstract SandboxProvider open(Path state);

  /** What a function is made of whose code is in a directory. */
  protected FunctionCode code(Path codeDirectory) {
    return FunctionCode.directory(codeDirectory);
  }

  @BeforeEach
  void openProvider() {
    provider = open(directory.resolve("state"));
  }

  @AfterEach
  void closeProvider() {
    if (provider != null) {
      provider.close();
    }
  }

  protected final SandboxProvider provider() {
    return provider;
  }

  protected final Path directory() {
    return directory;
  }

  protected final SandboxBench script(String... lines) {
    return file("#!/bin/sh\n" + String.join("\n", lines) + "\n");
  }

  /** A function whose bootstrap is this text. */
  protected final SandboxBench file(String text) {
    return SandboxBench.script(directory, this::code, text);
  }

  protected final SandboxExit run(SandboxBench bench) {
    try (Sandbox sandbox = provider.create("test", bench.spec(256))) {
      return bench.runIn(sandbox);
    }
  }

  /** What a shell wrote, until it ended. */
  protected final List<String> outputOf(String... lines) {
    SandboxBench bench = script(lines);
    run(bench);
    return bench.lines();
  }

  @Test
  void startWhenProgramExitsThenStatusIsHandedOn() {
    assertThat(run(script("exit 0"))).isEqualTo(new SandboxExit.Exited(0));
    assertThat(run(script("exit 3"))).isEqualTo(new SandboxExit.Exited(3));
  }

  @Test
  void startWhenProgramKillsItselfThenSignalIsHandedOn() {
    assertThat(run(script("kill -SEGV $$")).reason()).isEqualTo("signal: segmentation fault");
    assertThat(run(script("kill -FPE $$")).reason()).isEqualTo("signal: floating point exception");
    assertThat(run(script("kill -KILL $$")).reason()).isEqualTo("signal: killed");
  }

  @Test
  void startWhenFileIsNoProgramThenKernelsWordsAreGiven() {
    SandboxBench nothing = file("echo no interpreter\n");
    SandboxBench missing = file("#!/no/such/shell\n");

    assertThat(run(nothing))
        .isInstanceOfSatisfying(
            SandboxExit.NotExecutable.class,
            exit -> assertThat(exit.reason()).isEqualTo("exec format error"));
    assertThat(run(missing))
        .isInstanceOfSatisfying(
            SandboxExit.NotExecutable.class,
            exit -> assertThat(exit.reason()).isEqualTo("no such file or directory"));
    assertThat(nothing.lines()).isEmpty();
  }

  @Test
  void startWhenRunThenEnvironmentIsExactlyWhatWasGiven() {
    SandboxBench bench = script("exit 0");

    try (Sandbox sandbox = provider.create("test", bench.spec(256))) {
      sandbox.start(bench.launch(sandbox, "/usr/bin/env"));
      SandboxBench.await(sandbox);
    }

    assertThat(bench.lines())
        .containsExactlyInAnyOrder("PATH=/usr/local/bin:/usr/bin:/bin", "GREETING=a=b c");
  }

  @Test
  void startWhenRunThenWorkingDirectoryIsTheOneGiven() {
    SandboxBench bench = script("pwd; ls");

    run(bench);

    assertThat(bench.lines().get(0)).isIn("/var/task", bench.code().toString());
    assertThat(bench.lines()).endsWith("bootstrap");
  }

  @Test
  void startWhenProgramWritesThenLinesComeWholeAndInOrder() {
    SandboxBench bench = script("echo one", "echo; echo two >&2; printf 'no end'");

    run(bench);

    assertThat(bench.lines()).contains("one", "", "err two", "no end");
    assertThat(bench.lines())
        .filteredOn(line -> !line.startsWith("err"))
        .containsExactly("one", "", "no end");
  }

  @Test
  void startWhenLineIsLongThenItComesInPieces() {
    SandboxBench bench = script("head -c 600000 /dev/zero; echo; echo after");

    run(bench);

    assertThat(bench.raw())
        .extracting(line -> line.length)
        .containsExactly(262_144, 262_144, 600_000 - 2 * 262_144, 5);
  }

  @Test
  void startWhenProgramRunsThenItIsNotProcessOne() {
    SandboxBench bench = script("echo $$");

    run(bench);

    assertThat(Integer.parseInt(bench.lines().get(0))).isGreaterThan(1);
  }

  @Test
  void freezeWhenProgramTicksThenItStopsAndGoesOnWhenThawed() {
    SandboxBench bench = ticker();
    try (Sandbox sandbox = provider.create("test", bench.spec(256))) {
      bench.startIn(sandbox);

      sandbox.freeze();
      LockSupport.parkNanos(50_000_000); // what was already in the pipe
      int frozen = bench.lines().size();
      LockSupport.parkNanos(300_000_000);
      int later = bench.lines().size();
      sandbox.thaw();

      assertThat(later).isEqualTo(frozen);
      assertThat(bench.awaitLine(line -> bench.lines().size() > frozen + 3)).isTrue();
    }
  }

  protected final SandboxBench ticker() {
    return file(
        "#!/usr/bin/perl\n$| = 1; while (1) { print \"tick\\n\"; select undef, undef, undef, 0.01 }\n");
  }

  @Test
  @DisplayName("8.5/78: kill, also of who is frozen")
  void killWhenFrozenThenProgramEnds() {
    SandboxBench bench = ticker();
    try (Sandbox sandbox = provider.create("test", bench.spec(256))) {
      bench.startIn(sandbox);
      sandbox.freeze();

      sandbox.kill();

      assertThat(SandboxBench.await(sandbox).reason()).isEqualTo("signal: killed");
    }
  }

  @Test
  @DisplayName("8.5/79: grandchildren die too")
  void exitWhenProgramLeavesChildrenThenTheyAreGoneToo() {
    SandboxBench bench = script("sleep 1000 &", "sleep 1000 &", "echo started", "exit 0");

    SandboxExit exit = run(bench);

    assertThat(exit).isEqualTo(new SandboxExit.Exited(0));
  }

  @Test
  void resetWhenFileWasWrittenThenOnlyTmpSurvives() {
    SandboxBench first =
        script("echo kept > /tmp/" + directory.getFileName() + ".kept; echo ready; sleep 1000");
    SandboxBench second = script("exit 0");
    try (Sandbox sandbox = provider.create("test", first.spec(256))) {
      first.startIn(sandbox);

      try (Sandbox next = sandbox.reset()) {
        next.start(second.launch(next, "/bin/cat", "/tmp/" + directory.getFileName() + ".kept"));
        SandboxBench.await(next);
      }

      assertThat(second.lines()).containsExactly("kept");
    }
  }
}
