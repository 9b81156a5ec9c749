package io.slsemu.emulator.sandbox.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of lambda-platform §1.2 and §1.3. */
class CpuQuotaTests {

  @ParameterizedTest
  @CsvSource({
    "128, 1447", "256, 2894", "442, 4997", "512, 5789", "884, 9994", "1024, 11577",
    "1536, 17366", "1769, 20000", "2048, 23154", "3008, 34008", "5307, 60000", "10240, 115772"
  })
  void ofWhenMemoryIsGivenThenQuotaIsTheServices(int memoryMb, long quotaMicros) {
    // The page rounds some figures down and some up: one microsecond is no difference.
    assertThat(CpuQuota.of(memoryMb).quotaMicros()).isBetween(quotaMicros - 1, quotaMicros + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "128, 2",
    "3008, 2",
    "3009, 3",
    "5307, 3",
    "5308, 4",
    "7076, 4",
    "7077, 5",
    "8845, 5",
    "8846, 6",
    "10240, 6"
  })
  void visibleCpusWhenMemoryIsGivenThenCountIsTheServices(int memoryMb, int cpus) {
    assertThat(CpuQuota.visibleCpus(memoryMb)).isEqualTo(cpus);
  }
}
