package io.slsemu.emulator.sandbox.docker;

import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program writes arrives, whole and in time. */
@Requires(ROOT)
class InitOutputTests {
  private static final int CHUNK = 65_536; // bytes

  /** Writes without end, and a byte to a file for every chunk that is written. */
  private static final String COUNTED = "while head -c " + CHUNK + " /dev/zero; do echo >>%s; done";

  @TempDir Path directory;
  Path program;

  @BeforeEach
  void install() throws IOException {
    program = InitBinary.install(directory);
  }

  @Test
  void outputWhenLargeThenBothStreamsAreWholeAndApart() throws Exception {
    byte[] first = random("first", 5_000_000);
    byte[] second = random("second", 3_000_001);

    try (RunningInit init = RunningInit.greeted(program)) {
      init.shell("cd " + directory + "; cat first & cat second >&2; wait; exit 5");
      SeenFrames frames = init.untilEnd();

      assertThat(frames.bytesOf('o')).isEqualTo(first);
      assertThat(frames.bytesOf('e')).isEqualTo(second);
      assertThat(frames.end()).isEqualTo("x exit 5");
    }
  }

  @Test
  void outputWhenWrittenByWhomTheProgramLeftThenIsWholeBeforeTheEnd() throws Exception {
    try (RunningInit init = RunningInit.greeted(program)) {
      init.shell("head -c 60000 /dev/zero; head -c 60000 /dev/zero >&2; kill -9 $$");
      SeenFrames frames = init.untilEnd();

      assertThat(frames.bytesOf('o')).hasSize(60_000);
      assertThat(frames.bytesOf('e')).hasSize(60_000);
      assertThat(frames.end()).isEqualTo("x signal 9");
    }
  }

  @Test
  void outputWhenProgramClosedItThenEndIsStillTold() throws Exception {
    try (RunningInit init = RunningInit.greeted(program)) {
      init.shell("exec >/dev/null 2>&1; sleep 0.05; exit 6");

      assertThat(init.untilEnd().end()).isEqualTo("x exit 6");
    }
  }

  @Test
  void outputWhenOpenedByNameThenArrives() throws Exception {
    try (RunningInit init = RunningInit.greeted(program).shell("echo named >/dev/stdout")) {
      assertThat(init.untilEnd().stdout()).isEqualTo("named\n");
    }
  }

  @Test
  void drainWhenNothingRunsThenIsAnswered() throws Exception {
    try (RunningInit init = RunningInit.greeted(program)) {
      init.drain("");
      init.drain("two");

      assertThat(init.next()).hasToString("d ");
      assertThat(init.next()).hasToString("d two");
    }
  }

  /** The init stands still, so that all is in the pipes when it finds the order. */
  @Test
  void drainWhenOutputWaitsThenOutputComesFirst() throws Exception {
    Path room = writable("room");
    String script =
        "cd %s; touch ready; until [ -e go ]; do sleep 0.01; done; %s %s touch done; sleep 1000"
            .formatted(room, "head -c 50000 /dev/zero;", "head -c 40000 /dev/zero >&2;");

    try (RunningInit init = RunningInit.greeted(program).shell(script)) {
      Awaitility.await().until(() -> Files.exists(room.resolve("ready")));
      init.signal("STOP");
      Files.createFile(room.resolve("go"));
      Awaitility.await().until(() -> Files.exists(room.resolve("done")));
      init.drain("mark");
      init.drain("again");
      init.signal("CONT");
      SeenFrames before = init.until(frame -> frame.letter() == 'd');

      assertThat(before.bytesOf('o')).hasSize(50_000);
      assertThat(before.bytesOf('e')).hasSize(40_000);
      assertThat(before.end()).isEqualTo("d mark");
      assertThat(init.next()).hasToString("d again");
    }
  }

  @Test
  void drainWhenProgramNeverStopsWritingThenIsAnswered() throws Exception {
    try (RunningInit init = RunningInit.greeted(program).shell("exec yes")) {
      init.next();
      init.drain("mark");

      assertThat(init.until(frame -> frame.letter() == 'd').end()).isEqualTo("d mark");
    }
  }

  @Test
  void drainWhenSocketWasFullThenOutputInThePipeComesFirst() throws Exception {
    Path count = writable("room").resolve("count");

    try (RunningInit init = RunningInit.greeted(program).shell(COUNTED.formatted(count))) {
      awaitStandstill(count);
      long written = Files.size(count) * CHUNK;
      init.drain("mark");
      SeenFrames before = init.until(frame -> frame.letter() == 'd');

      assertThat((long) before.bytesOf('o').length).isGreaterThanOrEqualTo(written);
    }
  }

  @Test
  void killWhenNobodyReadsThenTakesEffectAndNothingIsLost() throws Exception {
    Path count = writable("room").resolve("count");

    try (RunningInit init = RunningInit.greeted(program).shell(COUNTED.formatted(count))) {
      awaitStandstill(count);
      long written = Files.size(count) * CHUNK;
      init.kill();
      Awaitility.await().until(() -> init.programs().isEmpty());
      SeenFrames frames = init.untilEnd();

      assertThat((long) frames.bytesOf('o').length).isGreaterThanOrEqualTo(written);
      assertThat(frames.end()).isEqualTo("x signal 9");
    }
  }

  @Test
  void endOfConnectionWhenNobodyReadsThenTakesEffect() throws Exception {
    try (RunningInit init = RunningInit.greeted(program).shell("exec yes")) {
      List<ProcessHandle> programs = init.programs();
      init.disconnect();

      assertThat(init.awaitExit()).isZero();
      assertThat(programs).noneMatch(RunningInit::runs);
    }
  }

  /** The program waits on its pipe, since the socket is full. */
  private static void awaitStandstill(Path count) {
    long[] last = {-1};
    Awaitility.await()
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              long now = Files.exists(count) ? Files.size(count) : -2;
              boolean same = now == last[0];
              last[0] = now;
              return same;
            });
  }

  private Path writable(String name) throws IOException {
    Path made = Files.createDirectory(directory.resolve(name));
    return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  private byte[] random(String name, int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    InitBinary.open(Files.write(directory.resolve(name), bytes));
    return bytes;
  }
}
