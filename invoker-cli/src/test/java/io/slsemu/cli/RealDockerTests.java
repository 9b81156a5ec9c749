package io.slsemu.cli;

import static io.slsemu.fixtures.Requirement.DOCKER;
import static io.slsemu.fixtures.Requirement.GCC;
import static io.slsemu.fixtures.Requirement.GO;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.fixtures.Functions;
import io.slsemu.fixtures.Requires;
import io.slsemu.fixtures.TestImages;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command with a real engine: nothing between them is a fake. */
@Requires({ROOT, DOCKER, GCC})
class RealDockerTests extends RealCommandFixture {
  @Test
  void invokeWhenProgramIsStaticThenAnswersOnStdoutAlone() {
    invoke(built("hello-c"), "--payload", "{\"name\":\"Ada\"}");

    assertThat(run.code).isZero();
    assertThat(run.out()).isEqualTo("{\"name\":\"Ada\"}");
    assertThat(run.err().lines().map(line -> line.split(" ")[0]))
        .containsExactly("INIT_START", "INIT_REPORT", "START", "END", "REPORT");
  }

  @Test
  void invokeWhenImageIsNamedThenCodeRunsInIt() {
    run.run(
        "invoke",
        Functions.source("hello").toString(),
        "--image",
        TestImages.shell(),
        "--payload",
        "{\"name\":\"Ada\"}");

    assertThat(run.code).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo("{\"message\":\"hello, Ada\"}");
  }

  @Test
  @Requires(GO)
  void invokeWhenFunctionIsAnImageThenItsProgramRunsAsTheLineSays() {
    run.run(
        "invoke",
        "--image",
        Functions.image("hello-image"),
        "--command",
        "'two words' b",
        "--workdir",
        "/tmp",
        "--env",
        "GREETING=good day",
        "--payload",
        "{\"name\":\"Ada\"}");

    assertThat(run.code).as(run.err()).isZero();
    assertThat(run.out())
        .contains("\"message\":\"good day, Ada\"")
        .contains("\"arguments\":[\"/app/greeter\",\"two words\",\"b\"]")
        .contains("\"directory\":\"/tmp\"");
  }

  @Test
  void invokeWhenSeveralAtOnceThenEachHasAContainer() {
    invoke(built("limits-probe"), "--parallel", "4", "--payload", "{\"do\":\"keep\"}", "-q");

    assertThat(run.code).as(run.err()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "{\"process\":1,\"tmp\":1}",
            "{\"process\":1,\"tmp\":1}",
            "{\"process\":1,\"tmp\":1}",
            "{\"process\":1,\"tmp\":1}");
  }

  @Test
  void invokeWhenRepeatedColdThenAlwaysANewContainer() {
    invoke(built("limits-probe"), "--repeat", "3", "--cold", "--payload", "{\"do\":\"keep\"}");

    assertThat(run.code).as(run.err()).isZero();
    assertThat(run.out().lines()).hasSize(3).containsOnly("{\"process\":1,\"tmp\":1}");
    assertThat(run.err().lines().filter(line -> line.startsWith("INIT_START"))).hasSize(3);
  }

  @Test
  void invokeWhenRepeatedThenWarmAndWithoutPoolToo() {
    invoke(built("limits-probe"), "--repeat", "3", "--pool", "0", "--payload", "{\"do\":\"keep\"}");

    assertThat(run.code).as(run.err()).isZero();
    assertThat(run.out().lines()).last().isEqualTo("{\"process\":3,\"tmp\":3}");
    assertThat(run.err().lines().filter(line -> line.startsWith("INIT_START"))).hasSize(1);
  }

  @Test
  void invokeWhenJsonThenTellsWhatIsEnforced() {
    invoke(built("hello-c"), "-o", "json");

    assertThat(run.out()).contains("\"level\":\"full\"").contains("\"isolation\":\"container\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limits-probe|{\"do\":\"sleep\"}|2|3",
        "memory-hog|{}|60|4",
        "limits-probe|{\"do\":\"end\",\"status\":3}|60|5",
        "no-bootstrap|{}|60|10",
        "not-executable|{}|60|10",
        "wrong-architecture|{}|60|10"
      })
  void invokeWhenFunctionMisbehavesThenExitCodeTells(
      String function, String event, String timeout, int code) {
    invoke(built(function), "--timeout", timeout, "--payload", event, "-q");

    assertThat(run.code).as(run.err()).isEqualTo(code);
  }

  @Test
  @Requires(GO)
  void invokeWhenFunctionReturnsAnErrorThenOne() {
    assertThat(invoke(built("panic-go"), "-q").code).isEqualTo(1);
  }

  @Test
  void invokeWhenImageLacksTheInterpreterThenTenAndNothingIsStarted() {
    run.bootstrap("fn", "#!/nowhere/ruby\n");

    run.run("invoke", "fn", "--image", TestImages.shell());

    assertThat(run.code).isEqualTo(10);
    assertThat(run.err())
        .contains("fn cannot run here")
        .contains("/nowhere/ruby")
        .contains(TestImages.shell())
        .doesNotContain("INIT_START");
  }

  @ParameterizedTest
  @CsvSource({"unix:///nowhere/docker.sock", "tcp://127.0.0.1:9"})
  void invokeWhenNoEngineThenElevenAndARemedy(String host) {
    invoke(built("hello-c"), "--docker-host", host);

    assertThat(run.code).isEqualTo(11);
    assertThat(run.err().lines()).hasSize(2).allMatch(line -> line.startsWith("sls-emu: "));
    assertThat(run.err()).contains(host);
  }

  @Test
  void invokeWhenImageIsNowhereThenElevenAndARemedy() {
    run.run("invoke", "--image", "127.0.0.1:9/none:1");

    assertThat(run.code).isEqualTo(11);
    assertThat(run.err())
        .contains("image 127.0.0.1:9/none:1 is not on this machine")
        .doesNotContain("INIT_START");
  }

  @Test
  void doctorWhenEngineAnswersThenNamesIt() {
    run.run("doctor");

    assertThat(run.code).isZero();
    assertThat(run.out())
        .containsPattern("\ndocker +\\S.* \\d+\\.\\d+.* at \\S+.*, cgroup v[12] by ");
  }

  /** Another emulator may use this engine too: then what it needs is left, and that is said. */
  @Test
  void pruneWhenFunctionRanThenSaysWhatItRemovedAndTheNextRunMakesItAnew() {
    invoke(built("hello-c"), "-q");

    run.run("prune");

    assertThat(run.code).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("(?m)^(left )?network sls-emu")
        .containsPattern("(?m)^(left )?image sls-emu/\\S+:[0-9a-f]{64}")
        .containsPattern("\\d+ removed(, \\d+ left)?\\R$");
    assertThat(invoke(built("hello-c"), "--payload", "1", "-q").out()).isEqualTo("1");
  }

  @Test
  void startWhenServedThenAnswersOverHttpUntilASignal() throws Exception {
    Process emulator = start("start", built("limits-probe"), "--sandbox", "docker", "--port", "0");
    try (BufferedReader err = errorOf(emulator)) {
      String url = err.readLine().replaceFirst(".* is ready at ", "");

      assertThat(post(url, "{\"do\":\"keep\"}")).isEqualTo("{\"process\":1,\"tmp\":1}");
      assertThat(post(url, "{\"do\":\"keep\"}")).isEqualTo("{\"process\":2,\"tmp\":2}");

      emulator.destroy();
      assertThat(emulator.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(emulator.exitValue()).isEqualTo(143);
    } finally {
      emulator.destroyForcibly();
    }
  }

  private static String post(String url, String event) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(event)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).directory(directory.toFile()).start();
  }

  private static BufferedReader errorOf(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
  }

  private CommandRun invoke(String... arguments) {
    List<String> line = new ArrayList<>(List.of("invoke", "--sandbox", "docker"));
    line.addAll(List.of(arguments));
    return run.run(line.toArray(new String[0]));
  }

  private static String built(String function) {
    return Functions.directory(function).toString();
  }
}
