package io.slsemu.emulator.sandbox.docker;

import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A runtime and extensions below one init. */
@Requires(ROOT)
class InitProgramsTests {
  private static final String FOREVER = "while :; do sleep 1; done";

  @TempDir Path directory;
  Path program;

  @BeforeEach
  void install() throws IOException {
    program = InitBinary.install(directory);
  }

  private static void order(RunningInit init, char letter, String... fields) throws IOException {
    init.send(letter, (String.join("\0", fields) + "\0").getBytes(StandardCharsets.UTF_8));
  }

  private static void extend(RunningInit init, int number, String script) throws IOException {
    order(
        init,
        'E',
        "number=" + number,
        "cwd=/",
        "arg=/bin/sh",
        "arg=-c",
        "arg=" + script,
        "env=PATH=/usr/bin:/bin");
  }

  private static String untilEndOf(RunningInit init, int number) throws IOException {
    return init.until(f -> f.letter() == 'X' && f.text().startsWith(number + " ")).end();
  }

  @Test
  void extensionsWhenTheyEndThenEachEndIsToldBehindItsOutput() throws Exception {
    try (RunningInit init = RunningInit.greeted(program)) {
      extend(init, 3, "echo three; echo errors >&2; exit 3");
      SeenFrames frames = init.until(frame -> frame.letter() == 'X');

      assertThat(frames.bytesOf('O')).isEqualTo("\3three\n".getBytes(StandardCharsets.UTF_8));
      assertThat(frames.bytesOf('F')).isEqualTo("\3errors\n".getBytes(StandardCharsets.UTF_8));
      assertThat(frames.end()).isEqualTo("X 3 exit 3");

      init.shell("echo runtime; exit 1");
      SeenFrames rest = init.untilEnd();

      assertThat(rest.stdout()).isEqualTo("runtime\n");
      assertThat(rest.frames()).extracting(SeenFrame::toString).contains("X 0 exit 1");
      assertThat(rest.end()).isEqualTo("x exit 1");
    }
  }

  @Test
  void extensionWhenItWritesMuchThenAllOfItComesBeforeItsEnd() throws Exception {
    try (RunningInit init = RunningInit.greeted(program)) {
      extend(init, 1, "sleep 1000 & head -c 3000000 /dev/zero");
      SeenFrames frames = init.until(frame -> frame.letter() == 'X');

      long chunks = frames.frames().stream().filter(frame -> frame.letter() == 'O').count();
      assertThat(frames.bytesOf('O').length - chunks).isEqualTo(3_000_000);
    }
  }

  @Test
  void extensionWhenItIsNoProgramThenReasonIsTold() throws Exception {
    try (RunningInit init = RunningInit.greeted(program)) {
      order(init, 'E', "number=1", "cwd=/", "arg=/none");

      assertThat(init.until(frame -> frame.letter() == 'X').end())
          .isEqualTo("X 1 refused no such file or directory\t/none");
    }
  }

  @Test
  void signalWhenSentToOneThenOnlyItsGroupHearsIt() throws Exception {
    try (RunningInit init = RunningInit.greeted(program)) {
      extend(init, 1, FOREVER);
      extend(init, 2, "trap 'exit 9' TERM; sleep 1000 & echo up; wait");
      init.until(frame -> frame.letter() == 'O');
      order(init, 'G', "number=2", "signal=15");
      assertThat(untilEndOf(init, 2)).isEqualTo("X 2 exit 9");
      order(init, 'G', "number=1", "signal=9");
      assertThat(untilEndOf(init, 1)).isEqualTo("X 1 signal 9");

      order(init, 'G', "number=1", "signal=9");
      order(init, 'G', "number=7", "signal=9");
      init.shell("exit 0");

      assertThat(init.untilEnd().end()).isEqualTo("x exit 0");
    }
  }

  @Test
  void runtimeWhenItEndsThenExtensionsRunUntilTheKill() throws Exception {
    try (RunningInit init = RunningInit.greeted(program)) {
      extend(init, 1, FOREVER);
      init.shell("exit 6");
      assertThat(untilEndOf(init, 0)).isEqualTo("X 0 exit 6");
      assertThat(init.programs()).isNotEmpty();

      init.kill();

      SeenFrames rest = init.untilEnd();
      assertThat(rest.frames()).extracting(SeenFrame::toString).contains("X 1 signal 9");
      assertThat(rest.end()).isEqualTo("x exit 6");
      assertThat(init.programs()).isEmpty();
    }
  }

  @Test
  void killWhenThereIsNoRuntimeYetThenAllEnds() throws Exception {
    try (RunningInit init = RunningInit.greeted(program)) {
      extend(init, 1, "exit 0");
      untilEndOf(init, 1);
      extend(init, 2, FOREVER);
      init.kill();

      assertThat(init.untilEnd().end()).isEqualTo("x signal 9");
      init.kill();
      assertThat(init.awaitExit()).isZero();
    }
  }

  @Test
  void numberWhenItIsNoneOrTakenThenInitEndsAndSaysSo() throws Exception {
    try (RunningInit init = RunningInit.greeted(program)) {
      extend(init, 11, "exit 0");

      assertThat(init.awaitExit()).isEqualTo(76);
    }
    try (RunningInit init = RunningInit.greeted(program)) {
      extend(init, 1, FOREVER);
      extend(init, 1, FOREVER);

      assertThat(init.awaitExit()).isEqualTo(76);
    }
  }
}
