package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.BOTO3;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AWS's SDK for Python, told only where the service is, with functions that take their time. */
class ServiceClientTests {
  private static final String ARN = ServiceFixture.ARN;

  @TempDir Path directory;
  @AutoClose private ServiceFixture service;

  @BeforeEach
  void serve() throws IOException {
    // Longer than a busy machine takes from one call to the next: one is to find it Pending.
    service = ServiceFixture.settling(Duration.ofSeconds(1));
  }

  @Test
  @Requires({ROOT, BOTO3})
  void boto3WhenItMakesAFunctionThenSeesItsWholeLife() throws Exception {
    Path hello = Files.write(directory.resolve("hello.zip"), ServiceFixture.archive("hello"));
    Path goodbye = Files.write(directory.resolve("goodbye.zip"), ServiceFixture.archive("goodbye"));
    Path script = directory.resolve("client.py");
    try (var in = ServiceClientTests.class.getResourceAsStream("/service_client.py")) {
      Files.copy(in, script);
    }

    ClientProgram.Ended ended =
        ClientProgram.run(
            List.of("python3", script.toString(), endpoint(), hello.toString(), goodbye.toString()),
            service,
            directory);

    assertThat(ended.errors()).isEmpty();
    assertThat(ended.output().lines())
        .containsExactly(
            "{\"state\": \"Pending\", \"arn\": \"" + ARN + "hello\"}",
            "{\"refused\": \"ResourceConflictException\", \"status\": 409, \"message\": \"The"
                + " operation cannot be performed at this time. The function is currently in the"
                + " following state: Pending\"}",
            answer("$LATEST", "hello"),
            "{\"version\": \"1\"}",
            "{\"version\": \"2\"}",
            "{\"alias\": \""
                + ARN
                + "hello:live\", \"routing\": {\"AdditionalVersionWeights\": {\"2\": 1.0}}}",
            answer("1", "hello"),
            answer("2", "goodbye"),
            "{\"versions\": [\"$LATEST\", \"1\", \"2\"]}",
            "{\"refused\": \"ResourceNotFoundException\", \"status\": 404, \"message\": \"Function"
                + " not found: "
                + ARN
                + "nobody\"}",
            "{\"refused\": \"PreconditionFailedException\", \"status\": 412, \"message\": \"The"
                + " RevisionId provided does not match the latest RevisionId. Call the"
                + " GetFunction/GetAlias API to retrieve the latest RevisionId\"}",
            "{\"refused\": \"ResourceConflictException\", \"status\": 409, \"message\": \"Unable to"
                + " delete version because the following aliases reference it: [live]\"}",
            "{\"refused\": \"ClientError\", \"status\": 400, \"message\": \"1 validation error"
                + " detected: Value 'no name' at 'functionName' failed to satisfy constraint:"
                + " Member must satisfy regular expression pattern:"
                + " (arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\\\d{1}:)?(\\\\d{12}:)?(function:)?([a-zA-Z0-9-_\\\\.]+)(:(\\\\$LATEST(\\\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?\"}",
            "{\"refused\": \"ResourceNotFoundException\", \"status\": 404, \"message\": \"Function"
                + " not found: "
                + ARN
                + "hello\"}",
            "{\"functions\": []}");
  }

  private static String answer(String version, String greeting) {
    return "{\"status\": 200, \"version\": \"%s\", \"payload\": {\"message\": \"%s, Ada\"}, \"log\": true}"
        .formatted(version, greeting);
  }

  private String endpoint() {
    return "http://127.0.0.1:" + service.port();
  }
}
