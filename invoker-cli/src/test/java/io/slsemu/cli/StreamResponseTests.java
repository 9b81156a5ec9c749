package io.slsemu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.invoke.Bandwidth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sls-emu invoke --stream-response}. */
class StreamResponseTests {
  @TempDir private Path directory;
  private CommandRun run;

  @BeforeEach
  void function() {
    run = CommandRun.withFunction(directory);
    run.emulator.pieces = List.of("one ", "two");
    run.emulator.answerWith("");
  }

  @Test
  void invokeWhenStreamedThenEachPieceIsWrittenBeforeTheNextComes() {
    List<String> seen = new ArrayList<>();
    run.emulator.afterPiece = () -> seen.add(run.out());

    run.run("invoke", "fn", "--stream-response");

    assertThat(seen).containsExactly("one ", "one two");
    assertThat(run.out()).isEqualTo("one two");
    assertThat(run.code).isZero();
  }

  @Test
  void invokeWhenStreamedManyTimesThenALineEndFollowsEach() {
    run.run("invoke", "fn", "--stream-response", "--repeat", "2");

    assertThat(run.out()).isEqualTo("one two\none two\n");
  }

  @Test
  void invokeWhenStreamedIntoAFileThenItHoldsTheBytes() throws Exception {
    run.run("invoke", "fn", "out.txt", "--stream-response");

    assertThat(Files.readString(directory.resolve("out.txt"))).isEqualTo("one two");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void invokeWhenStreamBreaksOffThenStderrSaysWhy() {
    run.emulator.endWith(Kind.FUNCTION_ERROR);

    run.run("invoke", "fn", "--stream-response");

    assertThat(run.out()).isEqualTo("one two");
    assertThat(run.err()).contains("the response broke off: X {\"errorType\":\"X\"}");
    assertThat(run.code).isEqualTo(1);
  }

  @Test
  void invokeWhenThereIsNoStreamButAnErrorThenItIsTheResponse() {
    run.emulator.pieces = List.of();
    run.emulator.endWith(Kind.INIT_ERROR);

    run.run("invoke", "fn", "--stream-response");

    assertThat(run.out()).isEqualTo("{\"errorType\":\"X\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--parallel 2", "--output json", "--expect {}"})
  void invokeWhenResponseWouldHaveToBeHeldThenRefused(String other) {
    String[] words = other.split(" ");

    run.run("invoke", "fn", "--stream-response", words[0], words[1]);

    assertThat(run.code).isEqualTo(2);
    assertThat(run.err()).contains("--stream-response").contains(words[0]);
    assertThat(run.emulator.requests).isEmpty();
  }

  @Test
  void invokeWhenShapedThenTheEmulatorIsToldTheServicesBandwidth() {
    run.run("invoke", "fn", "--shape");
    assertThat(run.emulator.config.bandwidth()).isEqualTo(Bandwidth.SERVICE);

    run.run("invoke", "fn");
    assertThat(run.emulator.config.bandwidth()).isNull();
  }
}
