package io.slsemu.emulator.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerGroupsTests {
  private static final String FIRST = "4f1c0000";
  private static final String SECOND = "a7320000";

  @TempDir Path directory;
  private final ContainerGroups groups = new ContainerGroups();

  private Path group(String name, String members) throws IOException {
    Path group = Files.createDirectories(directory.resolve(name));
    return Files.writeString(group.resolve("cgroup.procs"), members);
  }

  @Test
  void processOfWhenNoneWasSeenYetThenUnknown() throws IOException {
    group("docker/" + FIRST, "71\n");

    assertThat(groups.processOf(FIRST)).isZero();
  }

  @Test
  void processOfWhenAnotherWasSeenThenFoundBesideIt() throws IOException {
    groups.learn(FIRST, group("docker/" + FIRST, ""));
    group("docker/" + SECOND, "72\n");

    assertThat(groups.processOf(SECOND)).isEqualTo(72);
  }

  @Test
  void processOfWhenFunctionsHaveGroupsBelowTheirContainersThenTheContainersIsLookedAt()
      throws IOException {
    groups.learn(FIRST, group("docker/" + FIRST + "/function", "71\n"));
    group("docker/" + SECOND, "72\n");

    assertThat(groups.processOf(SECOND)).isEqualTo(72);
  }

  @Test
  void processOfWhenSystemdMakesThemThenNamedAsItDoes() throws IOException {
    groups.learn(FIRST, group("system.slice/docker-" + FIRST + ".scope", "71\n"));
    group("system.slice/docker-" + SECOND + ".scope", "72\n");

    assertThat(groups.processOf(SECOND)).isEqualTo(72);
  }

  @Test
  void processOfWhenTheEngineHasMovedThenUnknownUntilOneIsSeenThere() throws IOException {
    groups.learn(FIRST, group("docker/" + FIRST, "71\n"));
    Path moved = group("other/" + SECOND, "72\n");

    assertThat(groups.processOf(SECOND)).isZero();

    groups.learn(SECOND, moved);

    assertThat(groups.processOf(SECOND)).isEqualTo(72);
  }

  @Test
  void processOfWhenThereIsNotExactlyOneThenUnknown() throws IOException {
    groups.learn(FIRST, group("docker/" + FIRST, "71\n72\n"));
    group("docker/" + SECOND, "");

    assertThat(groups.processOf(FIRST)).isZero();
    assertThat(groups.processOf(SECOND)).isZero();
  }
}
