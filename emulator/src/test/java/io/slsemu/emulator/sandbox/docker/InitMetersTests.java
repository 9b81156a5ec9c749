package io.slsemu.emulator.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InitMetersTests {
  private static final String FIRST =
      """
      =/sys/fs/cgroup/memory/memory.usage_in_bytes
      9000
      =/sys/fs/cgroup/memory/memory.max_usage_in_bytes
      20000
      =/sys/fs/cgroup/memory/memory.oom_control
      oom_kill_disable 0
      under_oom 0
      oom_kill 2
      =/sys/fs/cgroup/memory/memory.stat
      cache 1
      shmem 1
      total_cache 3000
      total_shmem 1000
      =/sys/fs/cgroup/cpuacct/cpuacct.usage
      123456
      """;

  private static final String SECOND =
      """
      =/sys/fs/cgroup/memory.current
      9000
      =/sys/fs/cgroup/memory.peak
      20000
      =/sys/fs/cgroup/memory.events
      max 7
      oom 1
      oom_kill 1
      oom_group_kill 0
      =/sys/fs/cgroup/memory.stat
      anon 5
      file 3000
      shmem 1000
      =/sys/fs/cgroup/cpu.stat
      usage_usec 123
      """;

  @Test
  void parseWhenVersionOneThenFileCacheIsTakenOut() {
    assertThat(InitMeters.parse(FIRST)).isEqualTo(new InitMeters(7000, 18_000, 2, 123_456));
  }

  @Test
  void parseWhenVersionTwoThenFileCacheIsTakenOut() {
    assertThat(InitMeters.parse(SECOND)).isEqualTo(new InitMeters(7000, 18_000, 1, 123_000));
  }

  @Test
  void parseWhenKernelKeepsNoPeakThenItIsZero() {
    assertThat(InitMeters.parse(SECOND.replace("memory.peak", "memory.none")))
        .isEqualTo(new InitMeters(7000, 0, 1, 123_000));
  }

  @Test
  void parseWhenGroupIsTheWholeMachinesThenThereIsNone() {
    String root = "=/sys/fs/cgroup/memory.stat\nanon 5\n=/sys/fs/cgroup/cpu.stat\nusage_usec 1\n";

    assertThat(InitMeters.parse(root)).isNull();
    assertThat(InitMeters.parse("")).isNull();
  }
}
