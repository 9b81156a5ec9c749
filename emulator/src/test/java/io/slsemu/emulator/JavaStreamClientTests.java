package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.GO;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.fixtures.Functions;
import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.model.InvokeWithResponseStreamCompleteEvent;
import software.amazon.awssdk.services.lambda.model.InvokeWithResponseStreamResponse;
import software.amazon.awssdk.services.lambda.model.InvokeWithResponseStreamResponseHandler;
import software.amazon.awssdk.services.lambda.model.InvokeWithResponseStreamResponseHandler.Visitor;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.ResponseStreamingInvocationType;

/** The asynchronous client of the AWS SDK for Java 2, on Netty: the one that streams responses. */
@Requires({ROOT, GO})
class JavaStreamClientTests {
  private static ServiceFixture service;
  private static LambdaAsyncClient client;

  private final List<InvokeWithResponseStreamResponse> begun = new ArrayList<>();
  private final StringBuilder body = new StringBuilder();
  private final List<InvokeWithResponseStreamCompleteEvent> ends = new ArrayList<>();

  @BeforeAll
  static void serve() throws IOException {
    service = ServiceFixture.atOnce();
    ObjectNode creation = ServiceFixture.creation("orders");
    creation.putObject("Code").put("ZipFile", Files.readAllBytes(Functions.archive("answers-go")));
    service.post(ServiceFixture.FUNCTIONS, creation);
    client = JavaClients.at(service, LambdaAsyncClient.builder()).build();
  }

  @AfterAll
  static void close() {
    client.close();
    service.close();
  }

  @Test
  void streamWhenTheFunctionStreamsThenItsBodyAndLogArrive() {
    stream("orders", "stream");

    assertThat(begun).hasSize(1);
    assertThat(begun.get(0).statusCode()).isEqualTo(200);
    assertThat(begun.get(0).executedVersion()).isEqualTo("$LATEST");
    assertThat(body).hasToString("one, two, three");
    assertThat(ends).hasSize(1);
    assertThat(ends.get(0).errorCode()).isNull();
    byte[] log = Base64.getDecoder().decode(ends.get(0).logResult());
    assertThat(new String(log, StandardCharsets.UTF_8)).contains("REPORT RequestId: ");
  }

  @Test
  void streamWhenTheFunctionBreaksOffThenTheEndSaysWhy() {
    stream("orders", "break");

    assertThat(body).hasToString("one, ");
    assertThat(ends).hasSize(1);
    assertThat(ends.get(0).errorCode()).startsWith("Runtime.");
    assertThat(ends.get(0).errorDetails()).contains("as asked");
  }

  @Test
  void streamWhenThereIsNoFunctionThenTheErrorHasItsType() {
    CompletionException refused =
        catchThrowableOfType(CompletionException.class, () -> stream("nobody", "stream"));

    assertThat(refused)
        .cause()
        .isInstanceOfSatisfying(
            ResourceNotFoundException.class,
            missing -> assertThat(missing.statusCode()).isEqualTo(404));
  }

  @Test
  void streamWhenItIsADryRunThenNothingComes() {
    client
        .invokeWithResponseStream(
            r -> r.functionName("orders").invocationType(ResponseStreamingInvocationType.DRY_RUN),
            handler())
        .join();

    assertThat(begun).hasSize(1);
    assertThat(begun.get(0).statusCode()).isEqualTo(204);
    assertThat(begun.get(0).responseMetadata().requestId()).hasSize(36);
    assertThat(body).isEmpty();
  }

  private void stream(String function, String what) {
    client
        .invokeWithResponseStream(
            r ->
                r.functionName(function)
                    .payload(SdkBytes.fromUtf8String("{\"do\":\"" + what + "\"}"))
                    .logType(LogType.TAIL),
            handler())
        .join();
  }

  private InvokeWithResponseStreamResponseHandler handler() {
    return InvokeWithResponseStreamResponseHandler.builder()
        .onResponse(begun::add)
        .subscriber(
            Visitor.builder()
                .onPayloadChunk(chunk -> body.append(chunk.payload().asUtf8String()))
                .onInvokeComplete(ends::add)
                .build())
        .build();
  }
}
