package io.slsemu.emulator.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.sandbox.Fidelity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a supervisor could not set up must not be claimed. */
class GreetingTests {
  private static final Fidelity PROMISED =
      new Fidelity(
          Fidelity.Level.DELEGATED,
          "cgroup",
          "enforced",
          "quota",
          "directory",
          "namespaces",
          List.of());

  @TempDir private Path scope;

  @Test
  void amendWhenScopeHasAllControllersThenPromiseIsKept() throws IOException {
    Files.createFile(scope.resolve("cpu.max"));
    Files.createFile(scope.resolve("memory.max"));

    assertThat(greeting("directory").amend(PROMISED)).isEqualTo(PROMISED);
  }

  @Test
  void amendWhenScopeCameWithoutCpuThenSaysSoWithTheRemedy() throws IOException {
    Files.createFile(scope.resolve("memory.max"));

    Fidelity amended = greeting("directory").amend(PROMISED);

    assertThat(amended.cpu()).isEqualTo("none");
    assertThat(amended.memory()).isEqualTo("enforced");
    assertThat(amended.gaps()).singleElement().asString().contains("Delegate=cpu memory pids");
  }

  @Test
  void amendWhenScopeCameWithoutMemoryThenSaysSo() throws IOException {
    Files.createFile(scope.resolve("cpu.max"));

    assertThat(greeting("directory").amend(PROMISED).memory()).isEqualTo("none");
  }

  @Test
  void amendWhenTmpIsInMemoryAfterAllThenSaysSo() throws IOException {
    Files.createFile(scope.resolve("cpu.max"));
    Files.createFile(scope.resolve("memory.max"));

    assertThat(greeting("memory").amend(PROMISED).tmp()).isEqualTo("memory");
  }

  @Test
  void parseWhenScopesPathHasBlanksThenIsWhole() {
    Greeting greeting = Greeting.parse("ready tmp=disk proc=own uid=1 cgroup=/a b/function");

    assertThat(greeting).isEqualTo(new Greeting("disk", "own", true, Path.of("/a b/function")));
  }

  private Greeting greeting(String tmp) {
    return new Greeting(tmp, "own", false, scope);
  }
}
