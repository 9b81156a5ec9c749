package io.slsemu.emulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineageTests {

  /** How many invocations run when functions call each other in this order, the circle for ever. */
  private static int run(List<String> leadIn, List<String> circle) {
    Lineage lineage = new Lineage(1, "d0782663", 0);
    for (int invocation = 2; invocation <= 1_000; invocation++) {
      int place = invocation - 1;
      String function =
          place < leadIn.size()
              ? leadIn.get(place)
              : circle.get((place - leadIn.size()) % circle.size());
      lineage = lineage.then(function);
      if (lineage.isLoop(function)) {
        return invocation - 1;
      }
    }
    return 1_000;
  }

  @Test
  void isLoopWhenAFunctionCallsItselfThenSixteenRun() {
    assertThat(run(List.of(), List.of("a"))).isEqualTo(16);
  }

  @ParameterizedTest
  @CsvSource({"a b,31", "a b c,48", "a b c d e f g,112"})
  void isLoopWhenFunctionsCallEachOtherThenNoneRunsMoreThanSixteenTimes(String circle, int ran) {
    List<String> functions = List.of(circle.split(" "));

    assertThat(run(List.of(), functions)).isEqualTo(ran);
    assertThat(ran).isLessThanOrEqualTo(16 * functions.size());
  }

  @Test
  void isLoopWhenFunctionsLeadToTheLoopThenItIsFoundAllTheSame() {
    assertThat(run(List.of("a", "b", "c"), List.of("d"))).isBetween(17, 22);
    assertThat(run(List.of("a", "a", "a"), List.of("b", "c"))).isEqualTo(256);
  }

  @Test
  void isLoopWhenAllDifferThenIsAChain() {
    List<String> functions = IntStream.range(0, 200).mapToObj(i -> "f" + i).toList();

    assertThat(run(functions, functions)).isEqualTo(256);
  }

  @Test
  void parseWhenWrittenByThenIsTheSame() {
    Lineage lineage = new Lineage(32_767, "0000002a", 255);

    assertThat(Lineage.parse(lineage.toString())).isEqualTo(lineage);
    assertThat(lineage.toString()).hasSize(18);
    assertThat(lineage.then("*")).isEqualTo(lineage).as("the hash of * is 42; no figure overflows");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "a87bd80c:1|68fd508a:5", "1:d0782663", "1:D0782663:0", "1:x:0"})
  void parseWhenOfAnotherFormThenIsNone(String text) {
    assertThat(Lineage.parse(text)).isNull();
  }
}
