package io.slsemu.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.environment.LogSink;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.FunctionName;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.sandbox.TestThreads;
import io.slsemu.emulator.serviceapi.control.LogRings;
import io.slsemu.emulator.serviceapi.control.LogRings.Line;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LogRingsTests {
  private final RecordingListener listener = new RecordingListener();
  private final LogRings rings =
      new LogRings(listener, InstantSource.fixed(Instant.ofEpochMilli(1_700_000_000_000L)));

  @Test
  void afterWhenNobodyMayAskThenNothingIsKeptAndAllIsHandedOn() {
    rings.of(function("a")).platformLine("e1", "START");

    assertThat(all()).isEmpty();
    assertThat(listener.lines()).containsExactly("START");
  }

  @Test
  void afterWhenSeveralWriteThenInTheirOrder() {
    rings.keep();
    LogSink a = rings.of(function("a"));
    LogSink b = rings.of(function("b"));

    a.platformLine("e1", "START");
    b.functionLine("e2", "hi".getBytes(StandardCharsets.UTF_8));
    a.platformLine("e1", "END");

    assertThat(all()).extracting(Line::text).containsExactly("START", "hi", "END");
    assertThat(rings.after("a", 1, 0, TimeUnit.SECONDS))
        .containsExactly(new Line(3, 1_700_000_000_000L, "a", "e1", true, "END"));
  }

  @Test
  void afterWhenOneFunctionWritesMuchThenItsOwnOldLinesGo() {
    rings.keep();
    rings.of(function("quiet")).platformLine("e1", "kept");
    LogSink chatty = rings.of(function("chatty"));
    for (int line = 0; line < 6_000; line++) {
      chatty.platformLine("e2", "line " + line);
    }

    List<Line> lines = rings.after("chatty", 0, 0, TimeUnit.SECONDS);

    assertThat(lines).hasSize(5_000);
    assertThat(lines.get(0).text()).isEqualTo("line 1000");
    assertThat(all().get(0).text()).isEqualTo("kept");
  }

  @Test
  void afterWhenLinesAreLongThenTheirLengthCounts() {
    rings.keep();
    LogSink sink = rings.of(function("a"));
    for (int line = 0; line < 5; line++) {
      sink.platformLine("e1", "x".repeat(1_000_000));
    }

    assertThat(all()).hasSize(2);
  }

  @Test
  void closeWhenSomebodyWaitsThenIsSentAway() throws Exception {
    rings.keep();
    CompletableFuture<List<Line>> waiting = new CompletableFuture<>();
    TestThreads.start(
        "waiting", () -> waiting.complete(rings.after(null, 0, 60, TimeUnit.SECONDS)));

    rings.close();

    assertThat(waiting.get(60, TimeUnit.SECONDS)).isEmpty();
  }

  private List<Line> all() {
    return rings.after(null, 0, 0, TimeUnit.SECONDS);
  }

  private static Function function(String name) {
    return new Function(
        FunctionConfiguration.of(name),
        new FunctionArn("us-east-1", Scope.DEFAULT_ACCOUNT, new FunctionName(name)),
        FunctionCode.directory(Path.of("/nowhere")));
  }
}
