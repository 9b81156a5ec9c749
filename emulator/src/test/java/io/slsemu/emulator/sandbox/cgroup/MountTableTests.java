package io.slsemu.emulator.sandbox.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MountTableTests {

  @Test
  void ofWhenBothVersionsAreMountedThenEachIsTold() {
    MountTable table =
        MountTable.of(
            "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory\n"
                + "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n"
                + "41 31 0:38 / /sys/fs/cgroup/uni\\040fied rw - cgroup2 cgroup2 rw\n");

    assertThat(table.mounts()).hasSize(2);
    assertThat(table.mounts().get(0).holds("memory")).isTrue();
    assertThat(table.mounts().get(0).holds("cpu")).isFalse();
    assertThat(table.mounts().get(1).unified()).isTrue();
    assertThat(table.mounts().get(1).point()).isEqualTo(Path.of("/sys/fs/cgroup/uni fied"));
  }

  @Test
  void directoryWhenMountShowsPartOfTheTreeThenGroupIsFoundBelowIt() {
    MountTable.Mount mount = new MountTable.Mount("/docker/x", Path.of("/sys/fs/cgroup"), true, "");

    assertThat(mount.directory("/docker/x/y")).isEqualTo(Path.of("/sys/fs/cgroup/y"));
    assertThat(mount.directory("/docker/x")).isEqualTo(Path.of("/sys/fs/cgroup"));
  }
}
