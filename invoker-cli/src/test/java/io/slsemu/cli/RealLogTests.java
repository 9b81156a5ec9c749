package io.slsemu.cli;

import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slsemu.fixtures.Functions;
import io.slsemu.fixtures.Requires;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the command shows of a log, with a real emulator and a real function. */
@Requires(ROOT)
class RealLogTests extends RealCommandFixture {
  private static final String ROOT_ID = "1-5759e988-bd862e3fe1be46a994272793";

  @Test
  void invokeWhenLogFormatIsJsonThenPlatformTellsEventsOfLevelInfo() {
    invoke("--log-format", "json");

    assertThat(run.code).isZero();
    assertThat(platformTypes()).containsExactly("initStart", "start", "report");
    assertThat(run.err())
        .contains("plain text\n", "\"no level\"", "\"gone wrong\"")
        .doesNotContain("fine print")
        .doesNotContain("END RequestId");
    assertThat(run.out()).contains("\"format\":\"JSON\",\"level\":\"INFO\"");
  }

  @Test
  void invokeWhenApplicationLevelIsErrorThenLesserJsonLinesAreLeftOut() {
    invoke("--log-format", "JSON", "--application-log-level", "ERROR");

    assertThat(run.err())
        .contains("plain text\n", "\"gone wrong\"")
        .doesNotContain("fine print")
        .doesNotContain("no level");
    assertThat(run.out()).contains("\"level\":\"ERROR\"");
  }

  @Test
  void invokeWhenSystemLevelIsDebugThenRuntimeDoneIsToldWithItsSpans() {
    invoke("--log-format", "json", "--system-log-level", "DEBUG");

    assertThat(platformTypes())
        .containsExactly(
            "initStart", "initRuntimeDone", "initReport", "start", "runtimeDone", "report");
    assertThat(run.err())
        .contains("\"responseLatency\"", "\"responseDuration\"", "\"runtimeOverhead\"");
  }

  @Test
  void invokeWhenSystemLevelIsWarnThenNothingIsToldOfAGoodCall() {
    invoke("--log-format", "json", "--system-log-level", "WARN");

    assertThat(platformTypes()).isEmpty();
  }

  @Test
  void invokeWhenTimedOutAndLogIsJsonThenRuntimeDoneIsToldAsAWarning() {
    invokeFunction("sleeper", "--timeout", "1", "--log-format", "json");

    assertThat(run.code).isEqualTo(3);
    assertThat(platformTypes()).containsExactly("initStart", "start", "runtimeDone", "report");
    assertThat(run.err()).contains("\"status\":\"timeout\"", "\"durationMs\":1000.0,");
  }

  @Test
  void invokeWhenLogFileIsGivenWithTailThenTheFileHasAllLinesAsEver() throws Exception {
    invoke("--log-type", "Tail", "--log-file", "log", "--repeat", "2");

    assertThat(Files.readString(directory.resolve("log"))).contains("INIT_START", "plain text");
    assertThat(run.err().lines().filter(line -> line.startsWith("REPORT"))).hasSize(2);
  }

  @Test
  void invokeWhenLevelIsGivenForATextLogThenIsRefused() {
    invoke("--application-log-level", "DEBUG");

    assertThat(run.code).isEqualTo(2);
    assertThat(run.err()).contains("--application-log-level DEBUG").contains("--log-format json");
  }

  @Test
  void invokeWhenSystemLevelIsUnknownThenNamesThoseThereAre() {
    invoke("--log-format", "json", "--system-log-level", "ERROR");

    assertThat(run.code).isEqualTo(2);
    assertThat(run.err()).contains("--system-log-level").contains("debug, info, warn");
  }

  @Test
  void invokeWhenTailIsWantedThenTheLogComesAfterTheCallEvenIfQuiet() {
    invoke("--log-type", "Tail", "-q");

    assertThat(run.err()).startsWith("INIT_START").contains("plain text\n");
    assertThat(run.err().lines().toList()).last().asString().startsWith("REPORT");
    assertThat(run.err().lines().filter(line -> line.startsWith("START"))).hasSize(1);
  }

  @Test
  void invokeWhenTailIsWantedInJsonThenIsInLogResult() throws Exception {
    invoke("--log-type", "Tail", "-o", "json", "-q");

    JsonNode result = new ObjectMapper().readTree(run.out());
    byte[] tail = Base64.getDecoder().decode(result.path("logResult").asText());
    assertThat(new String(tail, StandardCharsets.UTF_8)).contains("END RequestId: ", "REPORT ");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void invokeWhenLogTypeIsUnknownThenIsRefused() {
    invoke("--log-type", "Head");

    assertThat(run.code).isEqualTo(2);
    assertThat(run.err()).contains("--log-type").contains("none, tail");
  }

  @Test
  void invokeWhenFunctionEmbedsMetricsThenJsonHasTheirSums() throws Exception {
    invoke("-o", "json", "-q");

    JsonNode metric = new ObjectMapper().readTree(run.out()).path("metrics").path(0);
    assertThat(metric.toString())
        .isEqualTo(
            "{\"namespace\":\"shop\",\"name\":\"latency\",\"dimensions\":{\"service\":\"orders\"},"
                + "\"unit\":\"Milliseconds\",\"count\":3,\"sum\":7.5,\"min\":1.5,\"max\":4}");
  }

  @Test
  void invokeWhenVerboseThenMetricsAreATable() {
    invoke("-v");

    assertThat(run.err())
        .contains("metric                       unit          count  sum  min  max")
        .contains("shop/latency service=orders  Milliseconds      3  7.5  1.5    4");
  }

  @Test
  void invokeWhenTraceIsSampledThenReachesTheFunctionAndReport() {
    invoke("--trace-id", "Root=" + ROOT_ID + ";Parent=53995c3f42cd8ad8;Sampled=1");

    assertThat(run.out()).contains("Root=" + ROOT_ID + ";Parent=53995c3f42cd8ad8;Sampled=1");
    assertThat(run.err())
        .contains("XRAY TraceId: " + ROOT_ID + "\tSegmentId: 53995c3f42cd8ad8\tSampled: true");
  }

  @Test
  void invokeWhenTraceIsARootAloneThenIsNotSampled() {
    invoke("--trace-id", ROOT_ID);

    assertThat(run.out()).contains("\"trace\":\"Root=" + ROOT_ID + ";Parent=");
    assertThat(run.err()).doesNotContain("XRAY");
  }

  @Test
  void invokeWhenTraceIsMalformedThenIsRefused() {
    invoke("--trace-id", "Root=1-2-3");

    assertThat(run.code).isEqualTo(2);
    assertThat(run.err()).contains("'Root=1-2-3'").contains("--trace-id Root=1-");
  }

  private List<String> platformTypes() {
    return run.err()
        .lines()
        .filter(line -> line.contains("\"type\":\"platform."))
        .map(line -> line.replaceAll(".*\"type\":\"platform\\.(\\w+)\".*", "$1"))
        .toList();
  }

  private void invoke(String... arguments) {
    invokeFunction("logger", arguments);
  }

  private void invokeFunction(String function, String... arguments) {
    String source = Functions.source(function).toString();
    List<String> line =
        new ArrayList<>(List.of("invoke", "--sandbox", "process", source, "--memory", "1769"));
    line.addAll(List.of(arguments));
    run.run(line.toArray(new String[0]));
  }
}
