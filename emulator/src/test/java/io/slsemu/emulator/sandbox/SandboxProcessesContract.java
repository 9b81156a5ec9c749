package io.slsemu.emulator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a sandbox does with a runtime and extensions in it. */
public abstract class SandboxProcessesContract extends SandboxLayersContract {
  private static final SandboxExit KILLED = new SandboxExit.Signalled(9, "killed");

  /** Says what it is, and then nothing until it is killed. */
  private static final String STAYS = "echo $0 is up; while :; do sleep 1; done";

  /** Says when it is told to end, and obeys. */
  private static final String OBEYS =
      "trap 'echo asked; exit 7' TERM; echo up; while :; do sleep 0.02; done";

  private static SandboxProcess startUp(Sandbox sandbox, SandboxBench runtime) {
    SandboxProcess process = sandbox.start(runtime.launch(sandbox));
    runtime.awaitLine(line -> true);
    return process;
  }

  @Test
  void startWhenThreeProgramsWriteThenEachGetsItsOwnLines() {
    SandboxBench first = extension("first", "echo one; (echo child of one >&2); exit 1");
    SandboxBench second = extension("second", "echo two; exit 2");
    SandboxBench runtime = script("echo three; exit 3");
    try (Sandbox sandbox = sandbox(runtime, 256)) {

      SandboxProcess one = start(sandbox, "first", first);
      SandboxProcess two = start(sandbox, "second", second);
      SandboxProcess three = sandbox.start(runtime.launch(sandbox));

      assertThat(endOf(one)).isEqualTo(new SandboxExit.Exited(1));
      assertThat(endOf(two)).isEqualTo(new SandboxExit.Exited(2));
      assertThat(endOf(three)).isEqualTo(new SandboxExit.Exited(3));
      assertThat(SandboxBench.await(sandbox)).isEqualTo(new SandboxExit.Exited(3));
      assertThat(first.lines()).containsExactlyInAnyOrder("one", "err child of one");
      assertThat(second.lines()).containsExactly("two");
      assertThat(runtime.lines()).containsExactly("three");
      assertThat(List.of(one.name(), two.name(), three.name()))
          .containsExactly("first", "second", "runtime");
    }
  }

  @Test
  void startWhenThereAreNoExtensionsThenRuntimesEndIsTheSandboxs() {
    SandboxBench runtime = script("sleep 1000 &", "echo up; exit 4");
    try (Sandbox sandbox = sandbox(runtime, 256)) {
      SandboxProcess process = sandbox.start(runtime.launch(sandbox));

      assertThat(endOf(process)).isEqualTo(new SandboxExit.Exited(4));
      assertThat(SandboxBench.await(sandbox)).isEqualTo(new SandboxExit.Exited(4));
    }
  }

  @Test
  @DisplayName("8.5/79: a kill takes the program's whole group, and no other's")
  void killWhenProgramHasChildrenThenGroupDiesAndOthersLive() {
    SandboxBench family =
        extension("family", "perl -e '$| = 1; while (1) { print \"child\\n\"; sleep 1 }' & wait");
    SandboxBench runtime = script(STAYS);
    try (Sandbox sandbox = sandbox(runtime, 256)) {
      SandboxProcess killed = start(sandbox, "family", family);
      SandboxProcess other = startUp(sandbox, runtime);
      assertThat(family.awaitLine("child"::equals)).isTrue();

      killed.kill();

      assertThat(endOf(killed)).isEqualTo(KILLED);
      sandbox.drainOutput();
      int written = family.lines().size();
      LockSupport.parkNanos(1_300_000_000L);
      sandbox.drainOutput();
      assertThat(family.lines()).hasSize(written);
      assertThat(other.exit()).isNotDone();
      assertThat(sandbox.exit()).isNotDone();
    }
  }

  @Test
  @DisplayName("8.5/78: SIGTERM reaches one program, which ends as it likes")
  void terminateWhenProgramHandlesItThenOnlyThatOneEnds() {
    SandboxBench asked = extension("asked", OBEYS);
    SandboxBench other = extension("other", OBEYS);
    SandboxBench runtime = script(OBEYS);
    try (Sandbox sandbox = sandbox(runtime, 256)) {
      SandboxProcess first = start(sandbox, "asked", asked);
      SandboxProcess second = start(sandbox, "other", other);
      SandboxProcess third = startUp(sandbox, runtime);
      assertThat(asked.awaitLine("up"::equals)).isTrue();

      first.terminate();

      assertThat(endOf(first)).isEqualTo(new SandboxExit.Exited(7));
      assertThat(asked.lines()).contains("asked");
      assertThat(second.exit()).isNotDone();
      third.terminate();
      assertThat(endOf(third)).isEqualTo(new SandboxExit.Exited(7));
      assertThat(other.lines()).doesNotContain("asked");
    }
  }

  @Test
  @DisplayName("8.5/78: what cannot be executed is told apart from a crash")
  void startWhenExtensionIsNoProgramThenItsEndSaysSo() {
    SandboxBench none = script();
    SandboxBench runtime = script(STAYS);
    put("extensions/closed", "rw-r--r--", "#!/bin/sh\n");
    put("extensions/text", "rwxr-xr-x", "no program\n");
    try (Sandbox sandbox = sandbox(runtime, 256)) {

      SandboxExit closed = endOf(start(sandbox, "closed", none));
      SandboxExit text = endOf(start(sandbox, "text", none));
      SandboxExit missing = endOf(start(sandbox, "missing", none));
      SandboxProcess stays = startUp(sandbox, runtime);

      assertThat(closed)
          .isEqualTo(new SandboxExit.NotExecutable(path(sandbox, "closed"), "permission denied"));
      assertThat(text)
          .isEqualTo(new SandboxExit.NotExecutable(path(sandbox, "text"), "exec format error"));
      assertThat(missing)
          .isEqualTo(
              new SandboxExit.NotExecutable(path(sandbox, "missing"), "no such file or directory"));
      assertThat(stays.exit()).isNotDone();
    }
  }

  private static String path(Sandbox sandbox, String extension) {
    return sandbox.layersRoot() + "/extensions/" + extension;
  }

  @Test
  void exitWhenRuntimeEndsThenExtensionsLiveUntilTheyAreKilled() {
    SandboxBench stays = extension("stays", STAYS);
    SandboxBench runtime = script("exit 5");
    try (Sandbox sandbox = sandbox(runtime, 256)) {
      SandboxProcess extension = start(sandbox, "stays", stays);
      SandboxProcess ended = sandbox.start(runtime.launch(sandbox));

      assertThat(endOf(ended)).isEqualTo(new SandboxExit.Exited(5));
      assertThat(stays.awaitLine(line -> line.endsWith("is up"))).isTrue();
      assertThat(extension.exit()).isNotDone();
      assertThat(sandbox.exit()).isNotDone();

      sandbox.kill();

      assertThat(endOf(extension)).isEqualTo(KILLED);
      assertThat(SandboxBench.await(sandbox)).isEqualTo(new SandboxExit.Exited(5));
    }
  }

  @Test
  void killWhenAllRunThenAllAreKilled() {
    SandboxBench stays = extension("stays", STAYS);
    SandboxBench runtime = script(STAYS);
    try (Sandbox sandbox = sandbox(runtime, 256)) {
      SandboxProcess extension = start(sandbox, "stays", stays);
      SandboxProcess process = startUp(sandbox, runtime);

      sandbox.kill();

      assertThat(endOf(extension)).isEqualTo(KILLED);
      assertThat(endOf(process)).isEqualTo(KILLED);
      assertThat(SandboxBench.await(sandbox)).isEqualTo(KILLED);
    }
  }

  @Test
  void freezeWhenThereAreExtensionsThenAllStopAndOneCanBeKilled() {
    String tick =
        "perl -e '$| = 1; while (1) { print \"tick\\n\"; select undef, undef, undef, 0.01 }'";
    SandboxBench ticks = extension("ticks", tick);
    SandboxBench runtime = ticker();
    try (Sandbox sandbox = sandbox(runtime, 256)) {
      SandboxProcess extension = start(sandbox, "ticks", ticks);
      startUp(sandbox, runtime);
      assertThat(ticks.awaitLine("tick"::equals)).isTrue();

      sandbox.freeze();
      sandbox.drainOutput();
      int frozen = ticks.lines().size() + runtime.lines().size();
      LockSupport.parkNanos(200_000_000);
      sandbox.drainOutput();

      assertThat(ticks.lines().size() + runtime.lines().size()).isEqualTo(frozen);
      extension.kill();
      assertThat(endOf(extension)).isEqualTo(KILLED);
      sandbox.kill();
      assertThat(SandboxBench.await(sandbox)).isEqualTo(KILLED);
    }
  }
}
