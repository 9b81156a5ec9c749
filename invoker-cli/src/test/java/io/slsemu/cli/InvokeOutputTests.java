package io.slsemu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.EmulatorListener;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.sandbox.Fidelity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvokeOutputTests {
  private static final String GOLDEN =
      "{\"schema\":\"sls-emu/invoke/1\",\"function\":\"fn\","
          + "\"requestId\":\"8476a536-e9f4-11e8-9739-2dfe598c3fcd\",\"outcome\":\"ok\","
          + "\"statusCode\":200,\"functionError\":null,\"payload\":{\"n\":1.50,\"t\":[true,null]},"
          + "\"payloadEncoding\":\"json\",\"start\":{\"type\":\"cold\",\"environmentId\":\"e1\","
          + "\"invocationIndex\":1,\"idleBeforeMs\":null},\"report\":{\"durationMs\":12.34,"
          + "\"billedDurationMs\":313,\"initDurationMs\":300.10,\"memorySizeMb\":128,"
          + "\"maxMemoryUsedMb\":61,\"memorySource\":\"cgroup-peak\",\"status\":\"success\","
          + "\"errorType\":null},\"timeline\":[{\"phase\":\"init\",\"startMs\":0.00,"
          + "\"endMs\":300.10},{\"phase\":\"invoke\",\"startMs\":300.40,\"endMs\":312.74}],"
          + "\"fidelity\":{\"level\":\"full\",\"freezer\":\"cgroup\",\"memory\":\"enforced\","
          + "\"cpu\":\"quota\",\"tmp\":\"disk\",\"isolation\":\"namespaces\",\"gaps\":[]},"
          + "\"checks\":[{\"option\":\"--max-memory\",\"passed\":true,\"message\":null}],"
          + "\"logs\":[\"hello from the function\"],\"metrics\":[]}\n";

  @TempDir private Path directory;
  private CommandRun run;

  @BeforeEach
  void function() {
    run = CommandRun.withFunction(directory);
  }

  @Test
  void invokeWhenLimitsAreNotEnforcedThenSaysSoOnce() {
    run.emulator.fidelity =
        new Fidelity(
            Fidelity.Level.REDUCED,
            "sigstop",
            "sampled",
            "none",
            "directory",
            "none",
            List.of("CPU is not limited"));

    run.run("invoke", "fn", "--repeat", "2");

    assertThat(run.err().lines().filter(line -> line.contains("fidelity reduced")))
        .singleElement()
        .asString()
        .contains("freezer sigstop, memory sampled, cpu none")
        .endsWith("sls-emu doctor tells why");
  }

  @Test
  void invokeWhenTextThenResponseByteForByte() {
    run.emulator.answerWith("{ \"a\" : 1 }");

    assertThat(run.run("invoke", "fn").out()).isEqualTo("{ \"a\" : 1 }");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void invokeWhenStdoutIsTerminalThenOneNewline() {
    run.terminal = true;

    assertThat(run.run("invoke", "fn").out()).isEqualTo("{}\n");
  }

  @Test
  void invokeWhenRepeatedThenNewlineAfterEach() {
    assertThat(run.run("invoke", "fn", "--repeat", "3").out()).isEqualTo("{}\n{}\n{}\n");
    assertThat(run.run("invoke", "fn", "--repeat", "1").out()).isEqualTo("{}\n");
  }

  @Test
  void invokeWhenJsonThenGoldenObjectInOneLine() {
    run.emulator.answerWith("{\n  \"n\": 1.50,\n  \"t\": [true, null]\n}");

    run.run("invoke", "fn", "-o", "json", "--max-memory", "61");

    assertThat(run.out()).isEqualTo(GOLDEN);
  }

  @Test
  void invokeWhenResponseIsNoJsonThenTextInString() {
    run.emulator.answerWith("plain \"text\"");

    run.run("invoke", "fn", "-o", "json");

    assertThat(run.out())
        .contains("\"payload\":\"plain \\\"text\\\"\",\"payloadEncoding\":\"text\"");
  }

  @Test
  void invokeWhenOutfileThenResponseThereAndNothingOnStdout() throws IOException {
    run.run("invoke", "fn", "out.json", "--payload", "[1]");

    assertThat(run.out()).isEmpty();
    assertThat(directory.resolve("out.json")).hasContent("[1]");
    assertThat(Files.size(directory.resolve("out.json"))).isEqualTo(3);
  }

  @Test
  void invokeWhenLogsComeThenRawOnStderr() {
    logLines();

    run.run("invoke", "fn");

    assertThat(run.err()).isEqualTo("START RequestId: 1\nfunction line\nsls-emu: noticed\n");
  }

  @Test
  void invokeWhenStderrIsTerminalThenPlatformLinesAreDim() {
    logLines();
    run.terminal = true;

    run.run("invoke", "fn");

    assertThat(run.err()).contains("\u001b[2mSTART RequestId: 1\u001b[0m\nfunction line\n");
  }

  @Test
  void invokeWhenNoColorThenPlain() {
    logLines();
    run.terminal = true;
    run.environment.put("NO_COLOR", "1");

    assertThat(run.run("invoke", "fn").err()).doesNotContain("\u001b");
    assertThat(run.run("invoke", "fn", "--color", "always").err()).contains("\u001b[2m");
  }

  @Test
  void invokeWhenColorIsForcedThenDimWithoutTerminal() {
    logLines();
    run.environment.put("CLICOLOR_FORCE", "1");

    assertThat(run.run("invoke", "fn").err()).contains("\u001b[2m");
    assertThat(run.run("invoke", "fn", "--color", "never").err()).doesNotContain("\u001b");
  }

  @Test
  void invokeWhenQuietThenNoLogLines() {
    logLines();

    assertThat(run.run("invoke", "fn", "-q").err()).isEmpty();
  }

  @Test
  void invokeWhenLogFileThenLinesThere() {
    logLines();

    run.run("invoke", "fn", "-l", "log.txt");

    assertThat(run.err()).isEqualTo("sls-emu: noticed\n");
    assertThat(directory.resolve("log.txt")).hasContent("START RequestId: 1\nfunction line\n");
  }

  @Test
  void invokeWhenColdAndVerboseThenTellsWhatTheSandboxTook() {
    run.emulator.answer =
        request ->
            FakeEmulator.withTimeline(
                new InvokeResult.Phase("sandbox", Duration.ZERO, Duration.ofMillis(255)),
                new InvokeResult.Phase(
                    "init", Duration.ofMillis(255), Duration.ofNanos(258_060_000)));

    assertThat(run.run("invoke", "fn", "-v").err())
        .contains("sls-emu: sandbox ready in 255.0 ms, Init 3.1 ms\n");
    assertThat(run.run("invoke", "fn").err()).doesNotContain("sandbox");
    assertThat(run.run("invoke", "fn", "-o", "json").out())
        .contains("\"timeline\":[{\"phase\":\"sandbox\",\"startMs\":0.00,\"endMs\":255.00}");
  }

  @Test
  void invokeWhenImageIsPulledThenLogLinesComeAfterTheBar() {
    run.terminal = true;
    run.environment.put("NO_COLOR", "1");
    run.emulator.answer =
        request -> {
          EmulatorListener listener = Objects.requireNonNull(run.emulator.config).listener();
          listener.pulling("shop", 1_000_000, 2_000_000);
          listener.platformLine("e1", "START RequestId: 1");
          listener.pulling("shop", 2_000_000, 2_000_000);
          return FakeEmulator.ok(request.payload());
        };

    assertThat(run.run("invoke", "fn").err())
        .matches(
            "pulling shop \\[#{8}-{8}] 1.0 of 2.0 MB\r\u001b\\[KSTART RequestId: 1\n"
                + "sls-emu: pulled shop, 2.0 MB in \\d+\\.\\d s\n");
  }

  private void logLines() {
    run.emulator.answer =
        request -> {
          EmulatorListener listener = Objects.requireNonNull(run.emulator.config).listener();
          listener.platformLine("e1", "START RequestId: 1");
          listener.functionLine("e1", "function line".getBytes(StandardCharsets.UTF_8));
          listener.notice("noticed");
          return FakeEmulator.ok(request.payload());
        };
  }
}
