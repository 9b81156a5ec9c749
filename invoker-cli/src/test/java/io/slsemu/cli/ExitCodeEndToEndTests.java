package io.slsemu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.placement.NoWarmEnvironmentException;
import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.emulator.sandbox.SandboxException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeEndToEndTests {
  @TempDir private Path directory;
  private CommandRun run;

  @BeforeEach
  void function() {
    run = CommandRun.withFunction(directory);
  }

  @ParameterizedTest
  @CsvSource({
    "OK,0",
    "FUNCTION_ERROR,1",
    "TIMEOUT,3",
    "OUT_OF_MEMORY,4",
    "INIT_ERROR,5",
    "RUNTIME_EXIT,5"
  })
  void invokeWhenEndedThenCodeOfOutcome(Kind outcome, int code) {
    run.emulator.endWith(outcome);

    run.run("invoke", "fn");

    assertThat(run.code).isEqualTo(code);
    assertThat(run.emulator.closed).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"FUNCTION_ERROR", "TIMEOUT", "OUT_OF_MEMORY", "INIT_ERROR"})
  void invokeWhenNoFailThenZero(Kind outcome) {
    run.emulator.endWith(outcome);

    assertThat(run.run("invoke", "fn", "--no-fail").code).isZero();
  }

  @Test
  void invokeWhenSeveralCallsThenGravestWins() {
    Iterator<Kind> outcomes =
        List.of(Kind.FUNCTION_ERROR, Kind.OUT_OF_MEMORY, Kind.TIMEOUT, Kind.OK).iterator();
    run.emulator.answer = request -> FakeEmulator.result(outcomes.next(), request.payload());

    assertThat(run.run("invoke", "fn", "--repeat", "4").code).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--memory 64|memory 64 MB is out of range",
        "--memory 10241|memory 10241 MB is out of range",
        "--memory lots|--memory 'lots' is not a whole number",
        "--timeout 0|timeout 0 s is out of range",
        "--timeout 901|timeout 901 s is out of range",
        "--max-concurrency 65|a concurrency of 65 in one environment is out of range",
        "--ephemeral-storage 511|ephemeral storage 511 MB is out of range",
        "--env AWS_REGION=x|environment variable AWS_REGION is reserved",
        "--env NOT_SET_ANYWHERE|you have no variable NOT_SET_ANYWHERE",
        "--env-file none.env|--env-file none.env is not a file",
        "--name a.b|function name 'a.b' is not valid",
        "--payload {|--payload is not JSON",
        "--payload @none.json|payload file none.json does not exist",
        "-e none.json|payload file none.json does not exist",
        "--interval 5|--interval '5' is no duration",
        "--repeat 0|--repeat 0 is out of range",
        "--provisioned x|--provisioned 'x' is no number of calls",
        "--max-life 0|--max-life 0 leaves no time to live",
        "--recycle --keep-alive 5m|--recycle and --keep-alive exclude each other",
        "--skip-idle|--skip-idle needs an --interval",
        "--runtime jav21|did you mean java21?",
        "--runtime cobol|'cobol' is none of the service's runtimes",
        "--snap-start --runtime nodejs22.x|nodejs22.x is not supported for SnapStart",
        "--snap-start|provided.al2023 is not supported for SnapStart enabled functions.",
        "--snap-start --runtime java21 --max-concurrency 2|SnapStart is for environments of one call",
        "--concurrency 0|--concurrency 0 is out of range",
        "--reserved other=1|--reserved other=1: there is no function other",
        "--reserved -1|--reserved '-1' is no number of calls",
        "--parallel 0|--parallel 0 is out of range",
        "--cold --warm|exclude each other",
        "--stream --repeat 2|--stream takes its events from stdin",
        "--payload 1 -e 2|the event is given more than once",
        "--client-context no|neither JSON nor base64",
        "--expect {|--expect is not JSON",
        "--init-report never|--init-report 'never' is none of always, on-failure",
        "-o yaml|--output 'yaml' is none of text, json",
        "--chdir none|--chdir none is not a directory",
        "out.json more|'more' is one argument too many",
        "none/out.json|cannot write none/out.json",
        "-l none/log|cannot write the log file none/log",
      })
  void invokeWhenLineIsWrongThenTwoAndOneClearLine(String arguments, String message) {
    String[] line = ("invoke fn " + arguments).split(" ");

    run.run(line);

    assertThat(run.code).isEqualTo(2);
    assertThat(run.err()).startsWith("sls-emu: ").contains(message).doesNotContain("\tat ");
    assertThat(run.err().lines()).hasSizeBetween(1, 2);
    assertThat(run.out()).isEmpty();
    assertThat(run.emulator.requests).isEmpty();
  }

  @Test
  void invokeWhenPayloadTooLargeThenTwo() {
    run.stdin("\"" + "x".repeat(6_291_456) + "\"").run("invoke", "fn", "--payload", "-");

    assertThat(run.code).isEqualTo(2);
    assertThat(run.err()).contains("larger than 6291456 bytes");
  }

  @Test
  void invokeWhenPayloadAtLimitThenZero() {
    run.stdin("\"" + "x".repeat(6_291_454) + "\"").run("invoke", "fn", "-e", "-");

    assertThat(run.code).isZero();
    assertThat(run.out()).hasSize(6_291_456);
  }

  @Test
  void invokeWhenCheckFailsThenSeven() {
    run.run("invoke", "fn", "--payload", "{\"a\":1}", "--expect", "{\"a\":2}");

    assertThat(run.code).isEqualTo(7);
    assertThat(run.err()).contains("--expect: $.a: expected 2, got 1");
  }

  @Test
  void invokeWhenFunctionFailsAndCheckFailsThenFunctionsCode() {
    run.emulator.endWith(Kind.FUNCTION_ERROR);

    assertThat(run.run("invoke", "fn", "--max-duration", "1ms").code).isEqualTo(1);
  }

  @Test
  void invokeWhenWarmIsNotToBeHadThenSeven() {
    run.emulator.answer =
        request -> {
          throw new NoWarmEnvironmentException(request.function().name());
        };

    assertThat(run.run("invoke", "fn", "--warm").code).isEqualTo(7);
    assertThat(run.err()).contains("no warm environment of fn");
  }

  @Test
  void invokeWhenNoFunctionThenTen() {
    run.run("invoke", "fnn");

    assertThat(run.code).isEqualTo(10);
    assertThat(run.err()).contains("fnn does not exist").contains("did you mean").contains("fn?");
  }

  @Test
  void invokeWhenSandboxCannotBeHadThenEleven() {
    run.emulator.answer =
        request -> {
          throw new SandboxException("the cgroup cannot be made", "run as root", null);
        };

    assertThat(run.run("invoke", "fn").code).isEqualTo(11);
    assertThat(run.err()).isEqualTo("sls-emu: the cgroup cannot be made\nsls-emu: run as root\n");
  }

  @Test
  void invokeWhenStrictAndNotFullThenEleven() {
    run.emulator.fidelity =
        new Fidelity(
            Fidelity.Level.REDUCED,
            "sigstop",
            "sampled",
            "none",
            "directory",
            "none",
            List.of("memory is not limited"));

    assertThat(run.run("invoke", "fn", "--strict").code).isEqualTo(11);
    assertThat(run.err()).contains("memory is not limited");
    assertThat(run.emulator.requests).isEmpty();
    assertThat(run.run("invoke", "fn").code).isZero();
  }

  @Test
  void invokeWhenGoIsMissingThenTwelve() {
    run.write("gofn/main.go", "package main\n\nfunc main() {}\n");
    run.environment.put("PATH", "/nonexistent");

    assertThat(run.run("invoke", "gofn").code).isEqualTo(12);
    assertThat(run.err()).contains("go is not on the PATH");
  }

  @Test
  void invokeWhenBugThenSeventyAndTraceOnlyOnRequest() {
    run.emulator.answer =
        request -> {
          throw new IllegalStateException("boom");
        };

    assertThat(run.run("invoke", "fn").code).isEqualTo(70);
    assertThat(run.err()).contains("bug in sls-emu").contains("boom").doesNotContain("\tat ");
    assertThat(run.run("invoke", "fn", "-v").err()).contains("\tat ");
  }

  @Test
  void invokeWhenBugInOneOfManyThenSeventy() {
    run.emulator.answer =
        request -> {
          throw new IllegalStateException("boom");
        };

    assertThat(run.run("invoke", "fn", "--parallel", "4").code).isEqualTo(70);
    assertThat(run.emulator.closed).isTrue();
  }

  @Test
  void startWhenPortIsTakenThenTwo() {
    run.emulator.serveFailure = new java.net.BindException("Address already in use");

    assertThat(run.run("start", "fn", "--port", "3999").code).isEqualTo(2);
    assertThat(run.err()).contains("port 3999").contains("--port 0");
    assertThat(run.emulator.closed).isTrue();
  }
}
