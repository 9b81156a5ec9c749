package io.slsemu.emulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.slsemu.emulator.function.LogLevel;
import io.slsemu.emulator.report.InvocationReport.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The events of exported CloudWatch logs and of the Telemetry API's schema, field by field. */
class PlatformEventTests {
  private static final Instant TIME = Instant.parse("2026-10-08T06:53:49.256Z");
  private static final RuntimeName RUNTIME = new RuntimeName("provided:al2023.v97", "arn:r");
  private static final Instance INSTANCE =
      new Instance("f", "$LATEST", "2026/10/08/[$LATEST]22be", 268_435_456);
  private static final Tracing TRACING = new Tracing("24cd7d670fa455f0", "Root=1-a;Sampled=1");
  private static final InitReport INIT = init(InitReport.Phase.INIT, Status.SUCCESS, null);
  private static final InitReport TIMED_OUT = init(InitReport.Phase.INIT, Status.TIMEOUT, null);
  private static final InitReport FAILED =
      init(InitReport.Phase.INVOKE, Status.ERROR, "Runtime.ExitError");

  static Stream<Arguments> records() {
    InitializationType onDemand = InitializationType.ON_DEMAND;
    return Stream.of(
        Arguments.of(
            new InitEvent.Start(onDemand, InitReport.Phase.INIT, RUNTIME, INSTANCE, null),
            "platform.initStart",
            "{'initializationType':'on-demand','phase':'init',"
                + "'runtimeVersion':'provided:al2023.v97','runtimeVersionArn':'arn:r',"
                + "'functionName':'f','functionVersion':'$LATEST',"
                + "'instanceId':'2026/10/08/[$LATEST]22be','instanceMaxMemory':268435456}"),
        Arguments.of(
            new InitEvent.Start(onDemand, InitReport.Phase.INVOKE, null, INSTANCE, TRACING),
            "platform.initStart",
            "{'initializationType':'on-demand','phase':'invoke','functionName':'f',"
                + "'functionVersion':'$LATEST','instanceId':'2026/10/08/[$LATEST]22be',"
                + "'instanceMaxMemory':268435456,'tracing':{'spanId':'24cd7d670fa455f0',"
                + "'type':'X-Amzn-Trace-Id','value':'Root=1-a;Sampled=1'}}"),
        Arguments.of(
            new InitEvent.RuntimeDone(onDemand, INIT, List.of(), null),
            "platform.initRuntimeDone",
            "{'initializationType':'on-demand','phase':'init','status':'success'}"),
        Arguments.of(
            new InitEvent.RuntimeDone(onDemand, TIMED_OUT, List.of(), null),
            "platform.initRuntimeDone",
            "{'initializationType':'on-demand','phase':'init','status':'timeout',"
                + "'errorType':'Runtime.Unknown'}"),
        Arguments.of(
            new InitEvent.Report(onDemand, TIMED_OUT),
            "platform.initReport",
            "{'initializationType':'on-demand','phase':'init','status':'timeout',"
                + "'metrics':{'durationMs':173.778}}"),
        Arguments.of(
            new InitEvent.Report(onDemand, INIT),
            "platform.initReport",
            "{'initializationType':'on-demand','phase':'init','status':'success',"
                + "'metrics':{'durationMs':173.778}}"),
        Arguments.of(
            new InitEvent.Report(InitializationType.PROVISIONED_CONCURRENCY, FAILED),
            "platform.initReport",
            "{'initializationType':'provisioned-concurrency','phase':'invoke','status':'error',"
                + "'errorType':'Runtime.ExitError','metrics':{'durationMs':173.778}}"),
        Arguments.of(
            new RestoreEvent.Start(RUNTIME, INSTANCE, null),
            "platform.restoreStart",
            "{'runtimeVersion':'provided:al2023.v97','runtimeVersionArn':'arn:r',"
                + "'functionName':'f','functionVersion':'$LATEST',"
                + "'instanceId':'2026/10/08/[$LATEST]22be','instanceMaxMemory':268435456}"),
        Arguments.of(
            new RestoreEvent.RuntimeDone(Status.TIMEOUT, null, List.of(), null),
            "platform.restoreRuntimeDone",
            "{'status':'timeout'}"),
        Arguments.of(
            new RestoreEvent.Report(
                Duration.ofNanos(789_640_000), Status.ERROR, "Runtime.ExitError", List.of()),
            "platform.restoreReport",
            "{'status':'error','errorType':'Runtime.ExitError','metrics':{'durationMs':789.64}}"),
        Arguments.of(
            new InvokeEvent.Start("id", "arn:f", "$LATEST", null),
            "platform.start",
            "{'requestId':'id','functionArn':'arn:f','version':'$LATEST'}"),
        Arguments.of(
            new InvokeEvent.RuntimeDone(
                "id", Status.SUCCESS, null, Duration.ofNanos(11_185_999), 40, spans(), null),
            "platform.runtimeDone",
            "{'requestId':'id','status':'success',"
                + "'spans':[{'name':'responseLatency','start':'2026-10-08T06:53:49.256Z',"
                + "'durationMs':2.215},{'name':'responseDuration',"
                + "'start':'2026-10-08T06:53:49.256Z','durationMs':0.056}],"
                + "'metrics':{'durationMs':11.185,'producedBytes':40}}"),
        Arguments.of(
            new InvokeEvent.RuntimeDone(
                "id", Status.TIMEOUT, null, Duration.ofNanos(5_001_182_000L), 0, List.of(), null),
            "platform.runtimeDone",
            "{'requestId':'id','status':'timeout',"
                + "'metrics':{'durationMs':5001.182,'producedBytes':0}}"),
        Arguments.of(
            new InvokeEvent.Report(report(Status.SUCCESS, null, 145_399), List.of(), null),
            "platform.report",
            "{'requestId':'id','metrics':{'durationMs':5000.0,'billedDurationMs':5146,"
                + "'memorySizeMB':256,'maxMemoryUsedMB':118,'initDurationMs':145.399},"
                + "'status':'success'}"),
        Arguments.of(
            new InvokeEvent.Report(
                report(Status.FAILURE, "Sandbox.Failure", null), List.of(), null),
            "platform.report",
            "{'requestId':'id','metrics':{'durationMs':5000.0,'billedDurationMs':5000,"
                + "'memorySizeMB':256,'maxMemoryUsedMB':118},'status':'failure',"
                + "'errorType':'Sandbox.Failure'}"),
        Arguments.of(new InvokeEvent.End("id"), "platform.end", "{'requestId':'id'}"),
        Arguments.of(
            new ExtensionEvent.State("x", "Ready", List.of("INVOKE", "SHUTDOWN"), null),
            "platform.extension",
            "{'name':'x','state':'Ready','events':['INVOKE','SHUTDOWN']}"),
        Arguments.of(
            new ExtensionEvent.Subscription(
                ExtensionEvent.Subscription.Api.TELEMETRY, "x", List.of("platform")),
            "platform.telemetrySubscription",
            "{'name':'x','state':'Subscribed','types':['platform']}"),
        Arguments.of(
            new ExtensionEvent.Subscription(
                ExtensionEvent.Subscription.Api.LOGS, "x", List.of("platform", "function")),
            "platform.logsSubscription",
            "{'name':'x','state':'Subscribed','types':['platform','function']}"),
        Arguments.of(
            new ExtensionEvent.LogsDropped("slow", 123, 12_345),
            "platform.logsDropped",
            "{'reason':'slow','droppedRecords':123,'droppedBytes':12345}"),
        Arguments.of(
            new InvokeEvent.Fault("id", "Runtime exited: \"x\"", "Runtime.ExitError"),
            "platform.fault",
            "'RequestId: id Error: Runtime exited: \\'x\\'\\nRuntime.ExitError'"));
  }

  @ParameterizedTest(name = "{1}: {2}")
  @MethodSource("records")
  @DisplayName("8.8/100: the JSON form of every event")
  void jsonWhenEventThenHasTheFieldsInTheServicesOrder(
      PlatformEvent event, String type, String record) throws Exception {
    String expected = record.replace('\'', '"');

    assertThat(event.json(TIME))
        .isEqualTo(
            "{\"time\":\"2026-10-08T06:53:49.256Z\",\"type\":\""
                + type
                + "\",\"record\":"
                + expected
                + "}");
    assertThat(new ObjectMapper().readTree(event.json(TIME)).path("type").asText()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({
    "false, , SUCCESS",
    "true, , TIMEOUT",
    "true, Sandbox.Timedout, TIMEOUT",
    "false, Sandbox.Failure, FAILURE",
    "false, Runtime.ExitError, ERROR",
    "false, Function.ResponseSizeTooLarge, ERROR"
  })
  @DisplayName("8.8/100: the status of timeouts, failures of the platform, and errors")
  void statusWhenErrorHasATypeThenIsThatOfTheType(
      boolean timedOut, @Nullable String errorType, Status status) {
    assertThat(Status.of(timedOut, errorType)).isEqualTo(status);
  }

  @Test
  @DisplayName("8.8/101: durations in JSON are cut at microseconds")
  void jsonWhenDurationHasNanosecondsThenTheyAreCut() {
    InitReport report =
        new InitReport(Duration.ofNanos(1_000_999), InitReport.Phase.INIT, Status.SUCCESS, null);

    assertThat(new InitEvent.Report(InitializationType.ON_DEMAND, report).recordJson())
        .contains("\"durationMs\":1.0}");
  }

  @Test
  void levelWhenGoodThenIsThatOfTheServicesTable() {
    InitializationType onDemand = InitializationType.ON_DEMAND;
    assertThat(
            new InitEvent.Start(onDemand, InitReport.Phase.INIT, RUNTIME, INSTANCE, null).level())
        .isEqualTo(LogLevel.INFO);
    assertThat(new InitEvent.Start(onDemand, InitReport.Phase.INIT, null, INSTANCE, null).level())
        .isEqualTo(LogLevel.DEBUG);
    assertThat(new InitEvent.RuntimeDone(onDemand, INIT, List.of(), null).level())
        .isEqualTo(LogLevel.DEBUG);
    assertThat(new InitEvent.Report(onDemand, INIT).level()).isEqualTo(LogLevel.DEBUG);
    assertThat(new InitEvent.Report(InitializationType.SNAP_START, INIT).level())
        .isEqualTo(LogLevel.INFO);
    assertThat(new InvokeEvent.Report(report(Status.SUCCESS, null, null), List.of(), null).level())
        .isEqualTo(LogLevel.INFO);
    assertThat(new InvokeEvent.End("id").level()).isNull();
  }

  @Test
  void levelWhenFailedThenIsWarn() {
    assertThat(new InitEvent.Report(InitializationType.ON_DEMAND, FAILED).level())
        .isEqualTo(LogLevel.WARN);
    assertThat(
            new InitEvent.RuntimeDone(InitializationType.ON_DEMAND, FAILED, List.of(), null)
                .level())
        .isEqualTo(LogLevel.WARN);
    assertThat(new InvokeEvent.Report(report(Status.TIMEOUT, null, null), List.of(), null).level())
        .isEqualTo(LogLevel.WARN);
    assertThat(new ExtensionEvent.State("x", "LaunchError", List.of(), "E").level())
        .isEqualTo(LogLevel.WARN);
    assertThat(new ExtensionEvent.LogsDropped("slow", 1, 1).level()).isEqualTo(LogLevel.WARN);
  }

  @Test
  @DisplayName("8.8/103: START, END and REPORT, with the trace that is kept on a second line")
  void textWhenTraceIsKeptThenReportHasASecondLine() {
    String root = "1-6a507b87-0cc4438344b48ef127ab1931";
    TraceHeader trace = new TraceHeader(root, "d0025b207c551fde", true, null);

    assertThat(new InvokeEvent.Start("id", "arn:f", "$LATEST", null).text())
        .isEqualTo("START RequestId: id Version: $LATEST");
    assertThat(new InvokeEvent.End("id").text()).isEqualTo("END RequestId: id");
    assertThat(
            new InvokeEvent.Report(report(Status.SUCCESS, null, 542_010), List.of(), trace).text())
        .isEqualTo(
            "REPORT RequestId: id\tDuration: 5000.00 ms\tBilled Duration: 5543 ms"
                + "\tMemory Size: 256 MB\tMax Memory Used: 118 MB\tInit Duration: 542.01 ms\t\n"
                + "XRAY TraceId: 1-6a507b87-0cc4438344b48ef127ab1931"
                + "\tSegmentId: d0025b207c551fde\tSampled: true\t");
  }

  @Test
  void textWhenEventHasALineThenIsTheServicesForm() {
    assertThat(new ExtensionEvent.State("lambda-adapter", "Ready", List.of(), null).text())
        .isEqualTo("EXTENSION\tName: lambda-adapter\tState: Ready\tEvents: []");
    assertThat(
            new ExtensionEvent.Subscription(
                    ExtensionEvent.Subscription.Api.LOGS, "x", List.of("platform", "function"))
                .text())
        .isEqualTo("LOGS\tName: x\tState: Subscribed\tTypes: [Platform, Function]");
    assertThat(new RestoreEvent.Start(RUNTIME, INSTANCE, null).text())
        .isEqualTo(
            "RESTORE_START Runtime Version: provided:al2023.v97\tRuntime Version ARN: arn:r");
    assertThat(
            new RestoreEvent.Report(Duration.ofMillis(3), Status.TIMEOUT, null, List.of()).text())
        .isEqualTo("RESTORE_REPORT Restore Duration: 3.00 ms\tStatus: timeout");
  }

  @Test
  @DisplayName("8.8/104: the text of an error with and without a request id")
  void errorWhenThereIsNoInvocationThenHasNoRequestId() {
    assertThat(PlatformLines.error("id", "Runtime exited with error: exit status 1"))
        .isEqualTo("RequestId: id Error: Runtime exited with error: exit status 1");
    assertThat(PlatformLines.error(null, "Runtime exited with error: exit status 1"))
        .isEqualTo("Error: Runtime exited with error: exit status 1");
  }

  private static List<Span> spans() {
    return List.of(
        new Span(Span.RESPONSE_LATENCY, TIME, Duration.ofNanos(2_215_000)),
        new Span(Span.RESPONSE_DURATION, TIME, Duration.ofNanos(56_000)));
  }

  private static InitReport init(
      InitReport.Phase phase, Status status, @Nullable String errorType) {
    return new InitReport(Duration.ofNanos(173_778_000), phase, status, errorType);
  }

  private static InvocationReport report(
      Status status, @Nullable String errorType, @Nullable Integer initMicros) {
    return new InvocationReport(
        "id",
        Duration.ofSeconds(5),
        initMicros == null ? null : Duration.ofNanos(initMicros * 1_000L),
        256,
        118,
        MemorySource.CGROUP_PEAK,
        status,
        errorType);
  }
}
