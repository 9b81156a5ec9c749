package io.slsemu.emulator.sandbox.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuListTests {
  @ParameterizedTest
  @CsvSource(
      value = {"0-7|2|0-1", "0|2|0", "1,3-5|3|1,3-4", "0-1,8-9|3|0-1,8", "4-5|2|4-5"},
      delimiter = '|')
  void someWhenListIsLongerThenItIsCut(String list, int wanted, String chosen) {
    assertThat(CpuList.some(list, wanted, 0)).isEqualTo(chosen);
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "0-15|2|2|2-3",
        "0-3,8-11|2|3|3,8",
        "0-3,8-11|3|4|8-10",
        "0-3,8-11|2|8|0-1",
        "0-3,8-11|3|7|0-1,11",
        "0-3,8-11|9|5|0-3,8-11",
        "0-2|2|2147483647|1-2",
        "0-2|2|-2147483648|1-2"
      },
      delimiter = '|')
  void someWhenOffsetIsGivenThenItBeginsThereAndGoesRound(
      String list, int wanted, int offset, String chosen) {
    assertThat(CpuList.some(list, wanted, offset)).isEqualTo(chosen);
  }

  @ParameterizedTest
  @CsvSource(
      value = {"0|1", "0-3|4", "0-3,8-11|8", "1,3,5|3", "''|0"},
      delimiter = '|')
  void sizeWhenListIsGivenThenItsCpusAreCounted(String list, int size) {
    assertThat(CpuList.size(list)).isEqualTo(size);
  }

  @Test
  void firstWhenCountIsGivenThenNumberedThrough() {
    assertThat(CpuList.first(1)).isEqualTo("0");
    assertThat(CpuList.first(16)).isEqualTo("0-15");
  }
}
