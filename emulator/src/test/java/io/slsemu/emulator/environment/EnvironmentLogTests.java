package io.slsemu.emulator.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.function.LogLevel;
import io.slsemu.emulator.function.LoggingConfiguration;
import io.slsemu.emulator.report.InitEvent;
import io.slsemu.emulator.report.InitReport;
import io.slsemu.emulator.report.InitializationType;
import io.slsemu.emulator.report.InvocationReport;
import io.slsemu.emulator.report.InvokeEvent;
import io.slsemu.emulator.report.MemorySource;
import io.slsemu.emulator.report.PlatformEvent;
import io.slsemu.emulator.sandbox.SandboxOutput.Stream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EnvironmentLogTests {
  private static final Instant TIME = Instant.parse("2026-10-08T06:53:49.256Z");
  private static final PlatformEvent START = new InvokeEvent.Start("id", "arn", "$LATEST", null);
  private static final PlatformEvent END = new InvokeEvent.End("id");
  private static final PlatformEvent REPORT =
      new InvokeEvent.Report(
          new InvocationReport(
              "id",
              Duration.ofMillis(2),
              null,
              128,
              10,
              MemorySource.CGROUP_PEAK,
              InvocationReport.Status.SUCCESS,
              null),
          List.of(),
          null);
  private static final PlatformEvent INIT_REPORT =
      new InitEvent.Report(
          InitializationType.ON_DEMAND,
          new InitReport(
              Duration.ofMillis(1), InitReport.Phase.INIT, InvocationReport.Status.SUCCESS, null));
  private static final PlatformEvent RUNTIME_DONE =
      new InvokeEvent.RuntimeDone(
          "id", InvocationReport.Status.SUCCESS, null, Duration.ofMillis(1), 2, List.of(), null);

  private final FakeSink sink = new FakeSink();

  @Test
  void emitWhenTextThenEventsWithoutALineAreNotWritten() {
    EnvironmentLog log = log(LoggingConfiguration.TEXT, true);

    tellAll(log);

    assertThat(sink.lines.stream().map(line -> line.split(" ")[0]))
        .containsExactly("INIT_REPORT", "START", "{\"level\":\"debug\"}", "plain", "END", "REPORT");
  }

  @Test
  void emitWhenTextAndGoodInitsAreNotReportedThenThatLineIsLeftOut() {
    EnvironmentLog log = log(LoggingConfiguration.TEXT, false);

    tellAll(log);

    assertThat(sink.lines).noneMatch(line -> line.startsWith("INIT_REPORT"));
  }

  @Test
  void emitWhenJsonThenAGoodInvocationHasStartAndReportOnly() {
    EnvironmentLog log = log(LoggingConfiguration.json(), true);

    tellAll(log);

    assertThat(sink.lines).hasSize(3);
    assertThat(sink.lines.get(0))
        .isEqualTo(
            "{\"time\":\"2026-10-08T06:53:49.256Z\",\"type\":\"platform.start\",\"record\":"
                + "{\"requestId\":\"id\",\"functionArn\":\"arn\",\"version\":\"$LATEST\"}}");
    assertThat(sink.lines.get(1)).isEqualTo("plain");
    assertThat(sink.lines.get(2)).contains("\"type\":\"platform.report\"");
  }

  @Test
  void emitWhenSystemLevelIsDebugThenRuntimeDoneAndInitReportAreWritten() {
    EnvironmentLog log = log(json(LogLevel.DEBUG, LogLevel.DEBUG), true);

    tellAll(log);

    assertThat(sink.lines.stream().filter(line -> line.contains("platform.")))
        .extracting(line -> line.replaceAll(".*\"type\":\"platform\\.(\\w+)\".*", "$1"))
        .containsExactly("initReport", "start", "runtimeDone", "report");
    assertThat(sink.lines).contains("{\"level\":\"debug\"}");
  }

  @Test
  void emitWhenSystemLevelIsWarnThenNothingOfAGoodInvocationIsWritten() {
    EnvironmentLog log = log(json(LogLevel.ERROR, LogLevel.WARN), true);

    tellAll(log);

    assertThat(sink.lines).containsExactly("plain");
  }

  @Test
  void emitWhenSomebodyListensThenHearsWhatTheLogLeavesOut() {
    EnvironmentLog log = log(json(LogLevel.ERROR, LogLevel.WARN), true);
    FakeListener listener = new FakeListener();
    log.listen(listener);

    tellAll(log);

    assertThat(listener.heard)
        .containsExactly(
            "platform.initReport",
            "platform.start",
            "{\"level\":\"debug\"}",
            "plain",
            "platform.runtimeDone",
            "platform.end",
            "platform.report");
  }

  @Test
  void hearsWhenNobodyWouldThenIsFalse() {
    EnvironmentLog text = log(LoggingConfiguration.TEXT, true);

    assertThat(text.hears(LogLevel.WARN)).isFalse();
    assertThat(log(LoggingConfiguration.json(), true).hears(LogLevel.DEBUG)).isFalse();
    assertThat(log(LoggingConfiguration.json(), true).hears(LogLevel.WARN)).isTrue();

    text.listen(new FakeListener());

    assertThat(text.hears(LogLevel.DEBUG)).isTrue();
  }

  @Test
  void takeWhenALineCameAfterTheReportThenIsOfTheNextInvocation() {
    EnvironmentLog log = log(LoggingConfiguration.TEXT, true);
    log.emitLast(REPORT);
    write(log, "late");
    List<String> first = log.take();
    log.emitSoon(START);
    log.emitLast(REPORT);

    assertThat(first).singleElement().asString().startsWith("REPORT");
    assertThat(log.take()).hasSize(3).startsWith("late");
  }

  private static void tellAll(EnvironmentLog log) {
    log.emit(INIT_REPORT);
    log.emitSoon(START);
    write(log, "{\"level\":\"debug\"}");
    write(log, "plain");
    log.emit(RUNTIME_DONE);
    log.emit(END);
    log.emitLast(REPORT);
  }

  private static void write(EnvironmentLog log, String line) {
    log.line(Stream.STDOUT, line.getBytes(StandardCharsets.UTF_8));
  }

  private static LoggingConfiguration json(
      @Nullable LogLevel application, @Nullable LogLevel system) {
    return new LoggingConfiguration(LoggingConfiguration.Format.JSON, application, system);
  }

  private EnvironmentLog log(LoggingConfiguration logging, boolean reportEveryInit) {
    return new EnvironmentLog("e1", logging, reportEveryInit, () -> TIME, sink);
  }

  private static final class FakeSink implements LogSink {
    final List<String> lines = new ArrayList<>();

    @Override
    public void platformLine(String environmentId, String line) {
      lines.add(line);
    }

    @Override
    public void functionLine(String environmentId, byte[] line) {
      lines.add(new String(line, StandardCharsets.UTF_8));
    }
  }

  private static final class FakeListener implements EventListener {
    final List<String> heard = new ArrayList<>();

    @Override
    public void on(PlatformEvent event, Instant time) {
      heard.add(event.type());
    }

    @Override
    public void onLine(byte[] line, Instant time) {
      heard.add(new String(line, StandardCharsets.UTF_8));
    }
  }
}
