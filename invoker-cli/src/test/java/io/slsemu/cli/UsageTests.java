package io.slsemu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTests {
  @TempDir private Path directory;
  private CommandRun run;

  @BeforeEach
  void function() {
    run = CommandRun.withFunction(directory);
  }

  @ParameterizedTest
  @CsvSource({
    "invoek, sls-emu invoke",
    "strat, sls-emu start",
    "docter, sls-emu doctor",
    "purne, sls-emu prune",
  })
  void runWhenCommandIsMisspeltThenTellsTheNearest(String word, String nearest) {
    run.run(word);

    assertThat(run.code).isEqualTo(2);
    assertThat(run.err()).contains("there is no command '" + word + "'").contains(nearest + "?");
  }

  @ParameterizedTest
  @CsvSource({"--memroy=3,--memory", "--pay-load,--payload", "--repaet,--repeat"})
  void invokeWhenOptionIsMisspeltThenTellsTheNearest(String option, String nearest) {
    run.run("invoke", "fn", option);

    assertThat(run.code).isEqualTo(2);
    assertThat(run.err()).contains("there is no option").contains("did you mean " + nearest + "?");
  }

  @Test
  void invokeWhenOptionLacksItsValueThenSaysSo() {
    run.run("invoke", "fn", "--memory");

    assertThat(run.code).isEqualTo(2);
    assertThat(run.err()).contains("--memory").contains("see sls-emu invoke --help");
  }

  @Test
  void runWhenNothingIsGivenThenHelpOnStderr() {
    run.run();

    assertThat(run.code).isEqualTo(2);
    assertThat(run.err()).contains("Usage: sls-emu");
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "invoke --help", "help", "help invoke", "start -h"})
  void runWhenHelpIsAskedForThenListsExitCodes(String line) {
    run.run(line.split(" "));

    assertThat(run.code).isZero();
    assertThat(run.out()).contains("Usage: sls-emu").contains("143").contains("ended by SIGTERM");
  }

  @Test
  void runWhenGlobalOptionsComeFirstThenTheyCount() {
    run.run("-C", "fn", "-o", "json", "invoke");

    assertThat(run.code).isZero();
    assertThat(run.out()).startsWith("{\"schema\":\"sls-emu/invoke/1\",\"function\":\"fn\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "--version", "-V"})
  void versionWhenAskedThenNumberAndJvm(String word) {
    run.run(word);

    assertThat(run.code).isZero();
    assertThat(run.out()).startsWith("sls-emu 0.").contains(System.getProperty("java.vm.name"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void completionWhenShellIsKnownThenScriptWithOptions(String shell) {
    run.run("completion", shell);

    assertThat(run.code).isZero();
    assertThat(run.out()).contains("invoke", "ephemeral-storage", "prune", "docker-host");
  }

  @Test
  void completionWhenShellIsUnknownThenTwo() {
    assertThat(run.run("completion", "tcsh").code).isEqualTo(2);
    assertThat(run.err()).contains("is none of bash, zsh, fish");
  }
}
