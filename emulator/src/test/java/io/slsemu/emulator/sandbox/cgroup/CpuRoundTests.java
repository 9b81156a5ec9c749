package io.slsemu.emulator.sandbox.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuRoundTests {
  private static final String CPUS = "cpuset.cpus";

  @TempDir Path root;

  @Test
  void nextWhenThereAreSixteenThenEightEnvironmentsShareNone() {
    CpuRound round = new CpuRound();

    assertThat(IntStream.range(0, 9).mapToObj(any -> round.next("0-15", 1769)))
        .containsExactly("0-1", "2-3", "4-5", "6-7", "8-9", "10-11", "12-13", "14-15", "0-1");
  }

  @Test
  void nextWhenSizesDifferThenEachBeginsBehindTheOneBefore() {
    CpuRound round = new CpuRound();

    assertThat(List.of(3008, 10240, 128, 5307).stream().map(size -> round.next("0-7", size)))
        .containsExactly("0-1", "2-7", "0-1", "2-4");
  }

  @Test
  void nextWhenThereAreNoMoreThanItSeesThenNone() {
    assertThat(new CpuRound().next("4-5", 128)).isNull();
    assertThat(new CpuRound().next("0-5", 10240)).isNull();
  }

  /** The kernel replaces what a file holds; here what is written has to be as long. */
  @Test
  void limitWhenVersionIsOneThenTwoGroupsHaveOtherCpus() throws Exception {
    Files.writeString(root.resolve(CPUS), "0-7");
    Files.writeString(root.resolve("cpuset.mems"), "0");
    MountTable.Mount mount = new MountTable.Mount("/", root, false, "cpuset");
    ControlGroups groups = ControlGroupsV1.of(new MountTable(List.of(mount)), "3:cpuset:/");

    groups.create("a").limit(1769);
    groups.create("b").limit(1769);

    assertThat(root.resolve("a").resolve(CPUS)).hasContent("0-1");
    assertThat(root.resolve("b").resolve(CPUS)).hasContent("2-3");
  }

  @Test
  void limitWhenVersionIsTwoThenTwoGroupsHaveOtherCpus() throws Exception {
    CpuRound round = new CpuRound();

    new CgroupV2(group("a", "0-15"), round).limit(1769);
    new CgroupV2(group("b", "0-15"), round).limit(1769);
    new CgroupV2(group("c", "0-1"), round).limit(1769);

    assertThat(root.resolve("a").resolve(CPUS)).hasContent("0-1");
    assertThat(root.resolve("b").resolve(CPUS)).hasContent("2-3");
    assertThat(root.resolve("c").resolve(CPUS)).isEmptyFile();
  }

  private Path group(String name, String cpus) throws IOException {
    Path group = Files.createDirectory(root.resolve(name));
    for (String file : List.of("cgroup.freeze", "cgroup.events", CPUS)) {
      Files.createFile(group.resolve(file));
    }
    Files.writeString(group.resolve("cpuset.cpus.effective"), cpus);
    return group;
  }
}
