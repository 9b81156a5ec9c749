package io.slsemu.cli;

import static io.slsemu.fixtures.Requirement.GCC;
import static io.slsemu.fixtures.Requirement.GO;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.fixtures.Functions;
import io.slsemu.fixtures.Requires;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command with a real emulator and real functions: nothing between them is a fake. */
@Requires(ROOT)
class RealFunctionTests extends RealCommandFixture {
  @Test
  void invokeWhenFirstCommandOfTheReadmeThenAnswersOnStdoutAlone() {
    invoke(source("hello"), "--payload", "{\"name\":\"Ada\"}");

    assertThat(run.code).isZero();
    assertThat(run.out()).isEqualTo("{\"message\":\"hello, Ada\"}");
    assertThat(run.err().lines().map(line -> line.split(" ")[0]))
        .containsExactly("INIT_START", "INIT_REPORT", "START", "handling", "END", "REPORT");
  }

  @Test
  @Requires(GO)
  void invokeWhenCodeIsAGoPackageThenItIsBuiltAndRun() {
    invoke(source("hello-go"), "--payload", "{\"name\":\"world\"}");

    assertThat(run.out()).isEqualTo("{\"message\":\"hello, world\"}");
  }

  @Test
  @Requires(GO)
  void invokeWhenCodeIsAZipThenItsBootstrapIsExecutable() {
    invoke(Functions.helloGoArchive().toString(), "--payload", "{\"name\":\"zip\"}");

    assertThat(run.out()).isEqualTo("{\"message\":\"hello, zip\"}");
  }

  @Test
  @Requires({GO, GCC})
  void invokeWhenLayerHasAnExtensionThenItRunsBesideTheFunction() {
    invoke(built("hello-c"), "--layer", built("extension-probe"), "--payload", "{\"x\":1}");

    assertThat(run.out()).isEqualTo("{\"x\":1}");
    assertThat(run.err())
        .contains("EXTENSION\tName: extension-probe\tState: Ready\tEvents: [INVOKE, SHUTDOWN]")
        .contains("extension-probe: shutdown spindown within 2000 ms");
  }

  @Test
  void invokeWhenLayersLieOverEachOtherThenTheFunctionSeesTheLastAtOpt() throws Exception {
    run.write("one/greeting", "one");
    run.write("two/greeting", "two");
    run.bootstrap(
        "fn",
        "#!/bin/sh\n"
            + "api=http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation\n"
            + "id=$(curl -sS -D - -o /dev/null $api/next"
            + " | tr -d '\\r' | sed -n 's/^Lambda-Runtime-Aws-Request-Id: //p')\n"
            + "curl -sS -d \"\\\"$(cat /opt/greeting)\\\"\" $api/$id/response >/dev/null\n"
            + "curl -sS $api/next\n");

    invoke("fn", "--layer", "one", "--layer", "two");

    assertThat(run.out()).as(run.err()).isEqualTo("\"two\"");
  }

  @Test
  void invokeWhenSixLayersThenTwoAndTheLimit() {
    invoke(
        source("hello"),
        "--layer",
        "a",
        "--layer",
        "b",
        "--layer",
        "c",
        "--layer",
        "d",
        "--layer",
        "e",
        "--layer",
        "f");

    assertThat(run.code).isEqualTo(2);
    assertThat(run.err()).contains("there are 6 layers; a function has at most 5");
  }

  @Test
  @Requires(GCC)
  void invokeWhenTwoHundredAtOnceThenEveryAnswerIsRight() {
    invoke(built("hello-c"), "--parallel", "200", "--payload", "{\"x\":1}", "-q");

    assertThat(run.code).isZero();
    List<String> answers = run.out().lines().toList();
    assertThat(answers).hasSize(200).containsOnly("{\"x\":1}");
  }

  @Test
  void invokeWhenInterpreterIsMissingThenNamedBeforeAnythingStarts() {
    run.write("fn/bootstrap", "#!/nowhere/ruby\n");
    assertThat(directory.resolve("fn/bootstrap").toFile().setExecutable(true, false)).isTrue();

    invoke("fn");

    assertThat(run.code).isEqualTo(10);
    assertThat(run.err()).contains("fn cannot run here").contains("its interpreter /nowhere/ruby");
    assertThat(run.err()).doesNotContain("INIT_START");
  }

  @Test
  void invokeWhenProgramIsForAnotherArchitectureThenBothAreNamed() {
    invoke(built("wrong-architecture"));

    assertThat(run.code).isEqualTo(10);
    assertThat(run.err()).contains("is built for").contains("this machine is");
    assertThat(run.err()).doesNotContain("INIT_START");
  }

  @ParameterizedTest
  @CsvSource({
    "sleeper,1,3",
    "exit-mid-invoke,30,5",
    "init-exit,30,5",
    "init-error,30,5",
    "no-bootstrap,30,10",
    "not-executable,30,10"
  })
  void invokeWhenFunctionMisbehavesThenExitCodeTells(String function, String timeout, int code) {
    invoke(source(function), "--timeout", timeout);

    assertThat(run.code).isEqualTo(code);
  }

  @Test
  @Requires(GO)
  void invokeWhenFunctionReturnsAnErrorThenOne() {
    assertThat(invoke(built("panic-go"), "-q").code).isEqualTo(1);
  }

  @Test
  @Requires(GCC)
  void invokeWhenMemoryRunsOutThenFour() {
    assertThat(invoke(built("memory-hog"), "--timeout", "30", "-q").code).isEqualTo(4);
  }

  /** Not auto: these are about the command, and have to be alike where an engine runs. */
  private CommandRun invoke(String... arguments) {
    List<String> line = new ArrayList<>(List.of("invoke", "--sandbox", "process"));
    line.addAll(List.of(arguments));
    return run.run(line.toArray(new String[0]));
  }

  private static String source(String function) {
    return Functions.source(function).toString();
  }

  private static String built(String function) {
    return Functions.directory(function).toString();
  }
}
