package io.slsemu.emulator.sandbox.docker;

import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However it ends, nothing is left. */
@Requires(ROOT)
class InitEndTests {
  private static final String FAMILY =
      "trap '' TERM; sleep 1000 & setsid sleep 1000 & (setsid sh -c 'sleep 1000 & sleep 1000' &);"
          + " until [ $(grep -lsx sleep /proc/[0-9]*/comm | wc -l) = 4 ]; do :; done; echo up; ";

  @TempDir Path directory;
  Path program;

  @BeforeEach
  void install() throws IOException {
    program = InitBinary.install(directory);
  }

  @Test
  void exitWhenToldThenNobodyIsLeft() throws Exception {
    try (RunningInit init = RunningInit.greeted(program).shell(FAMILY + "exit 3")) {
      assertThat(init.untilEnd().end()).isEqualTo("x exit 3");

      assertThat(init.programs()).isEmpty();
    }
  }

  @Test
  void orphansWhenTheyEndThenAreReaped() throws Exception {
    String script =
        "for i in 1 2 3 4 5; do (sleep 0.01 &); done; sleep 0.2; grep -ls '^State:.Z' /proc/[0-9]*/status | wc -l";

    try (RunningInit init = RunningInit.greeted(program).shell(script)) {
      assertThat(init.untilEnd().stdout()).isEqualTo("0\n");
    }
  }

  @Test
  void killWhenProgramRunsThenItsEndIsToldAndAnotherEndsTheInit() throws Exception {
    try (RunningInit init = RunningInit.greeted(program).shell(FAMILY + "sleep 1000")) {
      init.until(frame -> frame.letter() == 'o');
      init.kill();

      assertThat(init.untilEnd().end()).isEqualTo("x signal 9");
      assertThat(init.programs()).isEmpty();

      init.kill();

      assertThat(init.awaitExit()).isZero();
    }
  }

  @Test
  void killWhenNothingWasStartedThenEndsTheInit() throws Exception {
    try (RunningInit init = RunningInit.greeted(program)) {
      init.kill();

      assertThat(init.awaitExit()).isZero();
    }
  }

  @Test
  void connectionWhenItEndsThenEverythingDoes() throws Exception {
    try (RunningInit init = RunningInit.greeted(program).shell(FAMILY + "sleep 1000")) {
      init.until(frame -> frame.letter() == 'o');
      List<ProcessHandle> programs = init.programs();
      assertThat(programs).hasSizeGreaterThan(5);
      init.disconnect();

      assertThat(init.awaitExit()).isZero();
      assertThat(programs).noneMatch(RunningInit::runs);
    }
  }

  @Test
  void connectionWhenItEndsBeforeAStartThenTheInitDoes() throws Exception {
    try (RunningInit init = RunningInit.greeted(program)) {
      init.disconnect();

      assertThat(init.awaitExit()).isZero();
    }
  }

  @Test
  void terminationWhenAskedFromOutsideThenEverythingEnds() throws Exception {
    try (RunningInit init = RunningInit.greeted(program).shell(FAMILY + "sleep 1000")) {
      init.until(frame -> frame.letter() == 'o');
      List<ProcessHandle> programs = init.programs();
      init.signal("TERM");

      assertThat(init.awaitExit()).isZero();
      Awaitility.await().until(() -> programs.stream().noneMatch(RunningInit::runs));
    }
  }

  @Test
  void terminationWhenAskedByTheFunctionThenIsIgnored() throws Exception {
    String script = "for s in TERM INT QUIT HUP CHLD KILL STOP SEGV; do kill -$s 1; done; exit 4";

    try (RunningInit init = RunningInit.greeted(program).shell(script)) {
      assertThat(init.untilEnd().end()).isEqualTo("x exit 4");
    }
  }

  @Test
  void orderWhenItIsNoneThenInitEndsAndSaysSo() throws Exception {
    try (RunningInit init = RunningInit.greeted(program)) {
      init.send('?', "what".getBytes(StandardCharsets.UTF_8));

      assertThat(init.awaitExit()).isEqualTo(76);
    }
  }
}
