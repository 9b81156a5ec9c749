package io.slsemu.emulator;

import static io.slsemu.emulator.ServiceFixture.FUNCTIONS;
import static io.slsemu.emulator.ServiceFixture.creation;
import static io.slsemu.emulator.ServiceFixture.object;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.code.TestArchive;
import io.slsemu.fixtures.Requires;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A real function that invokes itself, and hands on the trace header as AWS's SDKs do. */
@Requires(ROOT)
class RecursionTests {
  private static final String CONFIG = "/2024-08-31/functions/circle/recursion-config";

  /** Ends by itself after 40 invocations; its answer is what the call of itself was answered. */
  private static final String BOOTSTRAP =
      """
      #!/bin/sh
      api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime"
      while :; do
        n=$(curl -fsS -D /tmp/headers "$api/invocation/next")
        id=$(sed -n 's/^Lambda-Runtime-Aws-Request-Id: *//Ip' /tmp/headers | tr -d '\\r')
        trace=$(sed -n 's/^Lambda-Runtime-Trace-Id: *//Ip' /tmp/headers | tr -d '\\r')
        echo "circle $n $trace" >&2
        answer=null
        if [ "$n" -lt 40 ]; then
          answer=$(curl -sS -H "X-Amzn-Trace-Id: $trace" -H "X-Amz-Invocation-Type: $TYPE" \\
            --data-binary "$((n + 1))" "$SELF")
        fi
        curl -sS -o /dev/null --data-binary "${answer:-null}" "$api/invocation/$id/response"
      done
      """;

  @AutoClose private final ServiceFixture service = ServiceFixture.atOnce();

  private void create(String type) {
    ObjectNode request = creation("circle").put("Timeout", 60);
    request
        .putObject("Code")
        .put(
            "ZipFile",
            TestArchive.executable("bootstrap", BOOTSTRAP.getBytes(StandardCharsets.UTF_8)));
    request
        .putObject("Environment")
        .putObject("Variables")
        .put("TYPE", type)
        .put("SELF", "http://127.0.0.1:" + service.port() + FUNCTIONS + "/circle/invocations");
    assertThat(service.post(FUNCTIONS, request).statusCode()).isEqualTo(201);
  }

  private HttpResponse<String> call(String type) {
    return service.send(
        "POST", FUNCTIONS + "/circle/invocations", "1", "X-Amz-Invocation-Type", type);
  }

  private long ran() {
    return service.listener().lines().stream().filter(line -> line.startsWith("circle ")).count();
  }

  @Test
  void eventWhenAFunctionInvokesItselfThenIsStoppedAfterSixteen() {
    create("Event");

    assertThat(call("Event").statusCode()).isEqualTo(202);

    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !service.listener().notices().isEmpty());
    assertThat(service.listener().notices())
        .singleElement()
        .asString()
        .contains("of arn:aws:lambda:us-east-1:000000000000:function:circle:$LATEST is dropped")
        .contains("it is one of more than 16 events in a row that led to each other");
    assertThat(ran()).isEqualTo(16);
  }

  @Test
  void eventWhenRecursionIsAllowedThenGoesOn() {
    create("Event");
    assertThat(service.put(CONFIG, object().put("RecursiveLoop", "Allow")).statusCode())
        .isEqualTo(200);

    call("Event");

    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> ran() == 40);
    assertThat(service.listener().notices()).isEmpty();
  }

  @Test
  void callWhenAFunctionWaitsForItselfThenTheSeventeenthIsRefused() {
    create("RequestResponse");

    HttpResponse<String> answer = call("RequestResponse");

    assertThat(answer.body())
        .isEqualTo(
            "{\"Type\":\"User\",\"Message\":\"Lambda has detected your function being invoked in a"
                + " recursive loop with other Amazon Web Services resources and stopped your"
                + " function's invocation.\"}");
    assertThat(ran()).isEqualTo(16);
  }
}
