package io.slsemu.emulator;

import static io.slsemu.emulator.ServiceFixture.FUNCTIONS;
import static io.slsemu.emulator.ServiceFixture.archive;
import static io.slsemu.emulator.ServiceFixture.creation;
import static io.slsemu.emulator.ServiceFixture.header;
import static io.slsemu.emulator.ServiceFixture.json;
import static io.slsemu.emulator.ServiceFixture.object;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.fixtures.Requires;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Settings of a function that its calls show. */
@Requires(ROOT)
class FunctionSettingsTests {
  private static final String INVOCATIONS = FUNCTIONS + "/hello/invocations";
  private static final String ROOT_ID = "1-5759e988-bd862e3fe1be46a994272793";
  @AutoClose private final ServiceFixture service = ServiceFixture.atOnce();

  @Test
  void logGroupWhenItIsSetThenTheFunctionIsToldOfItAndItsStreamNamesTheFunction() {
    ObjectNode creation = creation("hello");
    creation
        .putObject("Code")
        .put("ZipFile", archive("$AWS_LAMBDA_LOG_GROUP_NAME $AWS_LAMBDA_LOG_STREAM_NAME"));
    creation.putObject("LoggingConfig").put("LogGroup", "/shop/all");
    service.post(FUNCTIONS, creation);

    assertThat(json(service.invoke("hello", "")).path("message").asText())
        .matches("/shop/all \\d{4}/\\d\\d/\\d\\d/hello\\[\\$LATEST\\][0-9a-f]{32}, Ada");
  }

  @Test
  void tracingWhenItIsActiveThenTheFirstOfASecondIsSampledUnlessTheCallerDecided() {
    ObjectNode creation = creation("hello");
    creation.putObject("TracingConfig").put("Mode", "Active");
    service.post(FUNCTIONS, creation);

    await().until(() -> trace().endsWith(";sampled=1"));
    assertThat(trace("Root=" + ROOT_ID + ";Sampled=0")).isEqualTo("root=" + ROOT_ID + ";sampled=0");
    assertThat(trace("Root=" + ROOT_ID + ";Sampled=1")).isEqualTo("root=" + ROOT_ID + ";sampled=1");
  }

  @Test
  void tracingWhenItIsPassThroughThenOnlyTheCallersDecisionCounts() {
    service.create("hello");
    service.put(FUNCTIONS + "/hello/configuration", object().put("Timeout", 4));

    assertThat(trace()).endsWith(";sampled=0");
    assertThat(trace("Root=" + ROOT_ID)).isEqualTo("root=" + ROOT_ID + ";sampled=0");
    assertThat(trace("Root=" + ROOT_ID + ";Sampled=1")).isEqualTo("root=" + ROOT_ID + ";sampled=1");
  }

  @Test
  void streamWhenItIsADryRunThenTheAnswerHasARequestId() {
    service.create("hello");

    assertThat(
            header(
                service.send(
                    "POST",
                    "/2021-11-15/functions/hello/response-streaming-invocations",
                    "{}",
                    "X-Amz-Invocation-Type",
                    "DryRun"),
                "x-amzn-RequestId"))
        .hasSize(36);
  }

  private String trace() {
    return header(service.send("POST", INVOCATIONS, "{}"), "X-Amzn-Trace-Id");
  }

  private String trace(String given) {
    return header(
        service.send("POST", INVOCATIONS, "{}", "X-Amzn-Trace-Id", given), "X-Amzn-Trace-Id");
  }
}
