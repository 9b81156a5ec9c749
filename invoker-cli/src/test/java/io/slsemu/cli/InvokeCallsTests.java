package io.slsemu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.EmulatorConfig;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.placement.StartPreference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvokeCallsTests {
  @TempDir private Path directory;
  private CommandRun run;

  @BeforeEach
  void function() {
    run = CommandRun.withFunction(directory);
  }

  @Test
  void invokeWhenNothingIsSaidThenDefaultsOfTheService() {
    run.run("-C", "fn", "invoke");

    FunctionConfiguration deployed = Objects.requireNonNull(run.emulator.deployed);
    assertThat(deployed).isEqualTo(FunctionConfiguration.of("fn"));
    assertThat(run.emulator.anticipated).isEqualTo(1);
    assertThat(run.emulator.requests)
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.payload()).asString().isEqualTo("{}");
              assertThat(request.start()).isEqualTo(StartPreference.ANY);
              assertThat(request.clientContext()).isNull();
            });
  }

  @Test
  void invokeWhenConfiguredThenFunctionAndEmulatorAreSo() {
    run.write("a.env", "export FROM_FILE='x y'\nBOTH=file\n");
    run.write("sam.json", "{\"Parameters\":{\"FROM_SAM\":1,\"BOTH\":\"sam\"}}");
    run.environment.put("HANDED", "over");

    run.run(
        ("invoke fn --memory 512 --timeout 9 --name named --handler main.handler --keep-alive 2m"
                + " --ephemeral-storage 1024 --env-file a.env -n sam.json --env HANDED --env BOTH=flag"
                + " --init-report on-failure --sandbox process --no-freeze --cold --client-context {\"a\":1}")
            .split(" "));

    FunctionConfiguration deployed = Objects.requireNonNull(run.emulator.deployed);
    assertThat(deployed.name().value()).isEqualTo("named");
    assertThat(deployed.memory().megabytes()).isEqualTo(512);
    assertThat(deployed.timeout().seconds()).isEqualTo(9);
    assertThat(deployed.handler()).isEqualTo("main.handler");
    assertThat(deployed.ephemeralStorage().megabytes()).isEqualTo(1024);
    assertThat(deployed.variables().values())
        .containsEntry("FROM_FILE", "x y")
        .containsEntry("FROM_SAM", "1")
        .containsEntry("HANDED", "over")
        .containsEntry("BOTH", "flag");
    EmulatorConfig config = Objects.requireNonNull(run.emulator.config);
    assertThat(config.life().keepAlive()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.initReport()).isEqualTo(EmulatorConfig.InitReport.ON_FAILURE);
    assertThat(config.sandbox()).isEqualTo(EmulatorConfig.SandboxKind.PROCESS);
    assertThat(config.freeze()).isFalse();
    InvokeRequest request = run.emulator.requests.get(0);
    assertThat(request.start()).isEqualTo(StartPreference.COLD);
    assertThat(request.clientContext()).isEqualTo("{\"a\":1}");
  }

  /** picocli would take @FILE for a file of more arguments. */
  @Test
  void invokeWhenPayloadIsAFileThatIsThereThenItsBytesAreTheEvent() {
    Path file = run.write("event.json", "{\"name\": \"Ada Lovelace\"}\n");

    run.run("invoke", "fn", "--payload", "@" + file.toAbsolutePath());

    assertThat(run.emulator.requests.get(0).payload())
        .asString()
        .isEqualTo("{\"name\": \"Ada Lovelace\"}\n");
  }

  @Test
  void invokeWhenParallelThenAllAreInFlightAtOnce() {
    CyclicBarrier together = new CyclicBarrier(8);
    run.emulator.answer =
        request -> {
          try {
            together.await(60, TimeUnit.SECONDS);
          } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
          }
          return FakeEmulator.ok(request.payload());
        };

    run.run("invoke", "fn", "--parallel", "8");

    assertThat(run.code).isZero();
    assertThat(run.emulator.requests).hasSize(8);
    assertThat(run.emulator.anticipated).isEqualTo(8);
    assertThat(run.out()).isEqualTo("{}\n".repeat(8));
  }

  @Test
  void invokeWhenRepeatAndParallelThenRepeatCallsInAll() {
    run.run("invoke", "fn", "--repeat", "5", "--parallel", "3");

    assertThat(run.emulator.requests).hasSize(5);
    assertThat(run.emulator.anticipated).isEqualTo(3);
  }

  @Test
  void invokeWhenStreamThenOneCallForEachDocument() {
    run.stdin("{\"n\": 1}\n[2 ,3] 4\n\"five\"").run("invoke", "fn", "--stream");

    assertThat(run.code).isZero();
    assertThat(run.out()).isEqualTo("{\"n\":1}\n[2,3]\n4\n\"five\"\n");
  }

  @Test
  void invokeWhenStreamBreaksThenCallsBeforeAndTwo() {
    run.stdin("{\"n\":1} {oops").run("invoke", "fn", "--stream");

    assertThat(run.code).isEqualTo(2);
    assertThat(run.out()).isEqualTo("{\"n\":1}\n");
    assertThat(run.err()).contains("document 2 on stdin is not JSON");
  }

  @Test
  void invokeWhenIntervalThenIdleBetweenCalls() {
    long begin = System.nanoTime();

    run.run("invoke", "fn", "--repeat", "3", "--interval", "20ms");

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(40));
    assertThat(run.emulator.requests).hasSize(3);
  }

  @Test
  void invokeWhenPayloadIsAFileThenItsBytes() {
    run.write("event.json", "{ \"k\" : \"ü\" }\n");

    for (String value : new String[] {"@event.json", "file://event.json"}) {
      assertThat(run.run("invoke", "fn", "--payload", value).out())
          .isEqualTo("{ \"k\" : \"ü\" }\n");
    }
    assertThat(run.run("invoke", "fn", "-e", "event.json").out()).isEqualTo("{ \"k\" : \"ü\" }\n");
    assertThat(run.run("invoke", "fn", "--data-file", "event.json").code).isZero();
  }

  @Test
  void invokeWhenPayloadIsOnStdinThenReadOnlyIfAsked() {
    run.stdin("{\"from\":\"stdin\"}");

    assertThat(run.run("invoke", "fn", "--payload", "-").out()).isEqualTo("{\"from\":\"stdin\"}");
    assertThat(run.run("invoke", "fn").out()).isEqualTo("{}");
  }

  @Test
  void invokeWhenExpectationHoldsThenZero() {
    run.write("expected.json", "{\"b\": [1.0], \"a\": \"x\"}");

    run.run(
        "invoke",
        "fn",
        "--payload",
        "{\"a\":\"x\",\"b\":[1]}",
        "--expect",
        "@expected.json",
        "--max-duration",
        "13ms",
        "--max-init",
        "1s",
        "--max-memory",
        "61");

    assertThat(run.code).isZero();
    assertThat(new String(run.emulator.requests.get(0).payload(), StandardCharsets.UTF_8))
        .isEqualTo("{\"a\":\"x\",\"b\":[1]}");
  }

  @Test
  void invokeWhenLimitsAreBrokenThenSevenAndEachIsTold() {
    run.run("invoke", "fn", "--max-duration", "12ms", "--max-init", "300ms", "--max-memory", "60");

    assertThat(run.code).isEqualTo(7);
    assertThat(run.err())
        .contains("--max-duration: Duration is 12.34 ms, allowed 12.00 ms")
        .contains("--max-init: Init Duration is 300.10 ms, allowed 300.00 ms")
        .contains("--max-memory: Max Memory Used is 61 MB, allowed 60 MB");
  }
}
