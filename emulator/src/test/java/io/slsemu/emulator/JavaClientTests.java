package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.GO;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.slsemu.fixtures.Functions;
import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.CreateFunctionResponse;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.PreconditionFailedException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.lambda.model.StateReasonCode;
import software.amazon.awssdk.services.lambda.model.ThrottleReason;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;
import software.amazon.awssdk.services.lambda.waiters.LambdaWaiter;

/** The AWS SDK for Java 2. */
@Requires({ROOT, GO})
class JavaClientTests {
  private static final String ORDERS = "orders";

  private static SdkBytes archive;
  private static ServiceFixture service;
  private static LambdaClient client;
  private static LambdaWaiter waiter;

  @BeforeAll
  static void serve() throws IOException {
    archive = SdkBytes.fromByteArray(Files.readAllBytes(Functions.archive("answers-go")));
    service = ServiceFixture.settling(ServiceSettings.DEFAULT_SETTLING);
    client =
        JavaClients.at(service, LambdaClient.builder())
            .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()))
            .build();
    waiter =
        LambdaWaiter.builder()
            .client(client)
            .overrideConfiguration(
                WaiterOverrideConfiguration.builder()
                    .maxAttempts(600)
                    .backoffStrategyV2(BackoffStrategy.fixedDelay(Duration.ofMillis(100)))
                    .build())
            .build();
  }

  @AfterEach
  void deleteFunctions() {
    client
        .listFunctionsPaginator()
        .functions()
        .forEach(each -> client.deleteFunction(r -> r.functionName(each.functionName())));
  }

  @AfterAll
  static void close() {
    waiter.close();
    client.close();
    service.close();
  }

  @Test
  void createWhenItSettlesThenTheWaiterEnds() {
    CreateFunctionResponse created = client.createFunction(creation(ORDERS));
    ResourceConflictException again =
        refused(
            ResourceConflictException.class, 409, () -> client.createFunction(creation(ORDERS)));
    waiter.waitUntilFunctionActiveV2(r -> r.functionName(ORDERS));

    assertThat(created.state()).isEqualTo(State.PENDING);
    assertThat(created.stateReasonCode()).isEqualTo(StateReasonCode.CREATING);
    assertThat(again.awsErrorDetails().errorMessage()).isEqualTo("Function already exist: orders");
    assertThat(again.type()).isEqualTo("User");
    assertThat(client.getFunction(r -> r.functionName(ORDERS)).configuration().state())
        .isEqualTo(State.ACTIVE);
  }

  @Test
  void invokeWhenTheFunctionAnswersThenAllOfItIsTold() {
    create();
    String context =
        Base64.getEncoder()
            .encodeToString("{\"custom\":{\"team\":\"shop\"}}".getBytes(StandardCharsets.UTF_8));

    InvokeResponse answer =
        client.invoke(
            r ->
                r.functionName(ORDERS)
                    .payload(event("context"))
                    .clientContext(context)
                    .logType(LogType.TAIL));
    InvokeResponse failed = client.invoke(r -> r.functionName(ORDERS).payload(event("fail")));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.executedVersion()).isEqualTo("$LATEST");
    assertThat(answer.functionError()).isNull();
    assertThat(answer.payload().asUtf8String()).contains("\"custom\":{\"team\":\"shop\"}");
    assertThat(new String(Base64.getDecoder().decode(answer.logResult()), StandardCharsets.UTF_8))
        .contains("asked to \"context\"", "REPORT RequestId: ");
    assertThat(failed.statusCode()).isEqualTo(200);
    assertThat(failed.functionError()).isEqualTo("Unhandled");
    assertThat(failed.payload().asUtf8String())
        .isEqualTo("{\"errorMessage\":\"as asked\",\"errorType\":\"errorString\"}");
  }

  @Test
  void invokeWhenNobodyWaitsThenItIsAccepted() {
    create();

    InvokeResponse event =
        client.invoke(r -> r.functionName(ORDERS).invocationType(InvocationType.EVENT));
    InvokeResponse dry =
        client.invoke(r -> r.functionName(ORDERS).invocationType(InvocationType.DRY_RUN));

    assertThat(event.statusCode()).isEqualTo(202);
    assertThat(event.payload().asByteArray()).isEmpty();
    assertThat(dry.statusCode()).isEqualTo(204);
  }

  @Test
  void callsWhenTheyAreRefusedThenTheErrorHasItsType() {
    create();

    ResourceNotFoundException missing =
        refused(
            ResourceNotFoundException.class,
            404,
            () -> client.getFunction(r -> r.functionName("nobody")));
    InvalidParameterValueException unread =
        refused(
            InvalidParameterValueException.class,
            400,
            () ->
                client.createFunction(
                    creation("wrong").toBuilder()
                        .code(c -> c.zipFile(SdkBytes.fromUtf8String("no archive")))
                        .build()));
    refused(
        PreconditionFailedException.class,
        412,
        () ->
            client.updateFunctionCode(
                r -> r.functionName(ORDERS).zipFile(archive).revisionId("old")));

    assertThat(missing.awsErrorDetails().errorMessage())
        .isEqualTo("Function not found: " + ServiceFixture.ARN + "nobody");
    assertThat(missing.type()).isEqualTo("User");
    assertThat(unread.awsErrorDetails().errorMessage())
        .startsWith("Could not unzip uploaded file. Please check your file, then try to upload");
  }

  @Test
  void invokeWhenNoneIsAllowedThenTheReasonIsTold() {
    create();
    client.putFunctionConcurrency(r -> r.functionName(ORDERS).reservedConcurrentExecutions(0));

    TooManyRequestsException throttled =
        refused(
            TooManyRequestsException.class, 429, () -> client.invoke(r -> r.functionName(ORDERS)));

    assertThat(throttled.reason())
        .isEqualTo(ThrottleReason.RESERVED_FUNCTION_CONCURRENT_INVOCATION_LIMIT_EXCEEDED);
  }

  @Test
  void versionsWhenTheyArePublishedThenAnAliasShiftsTraffic() {
    create();
    publish("1", "hello");
    publish("2", "goodbye");
    client.createAlias(
        r ->
            r.functionName(ORDERS)
                .name("live")
                .functionVersion("1")
                .routingConfig(c -> c.additionalVersionWeights(Map.of("2", 1.0))));

    InvokeResponse shifted = client.invoke(r -> r.functionName(ORDERS).qualifier("live"));
    client.updateAlias(r -> r.functionName(ORDERS).name("live").routingConfig(c -> {}));
    InvokeResponse back = client.invoke(r -> r.functionName(ORDERS).qualifier("live"));

    assertThat(shifted.executedVersion()).isEqualTo("2");
    assertThat(shifted.payload().asUtf8String()).isEqualTo("{\"greeting\":\"goodbye\"}");
    assertThat(back.executedVersion()).isEqualTo("1");
    assertThat(back.payload().asUtf8String()).isEqualTo("{\"greeting\":\"hello\"}");
    assertThat(
            client
                .listVersionsByFunctionPaginator(r -> r.functionName(ORDERS).maxItems(1))
                .versions())
        .extracting(FunctionConfiguration::version)
        .containsExactly("$LATEST", "1", "2");
    refused(
        ResourceConflictException.class,
        409,
        () -> client.deleteFunction(r -> r.functionName(ORDERS).qualifier("1")));
  }

  @Test
  void codeWhenItIsUpdatedThenTheWaiterEnds() {
    create();

    LastUpdateStatus status =
        client.updateFunctionCode(r -> r.functionName(ORDERS).zipFile(archive)).lastUpdateStatus();
    waiter.waitUntilFunctionUpdatedV2(r -> r.functionName(ORDERS));

    assertThat(status).isEqualTo(LastUpdateStatus.IN_PROGRESS);
    assertThat(client.getFunctionConfiguration(r -> r.functionName(ORDERS)).lastUpdateStatus())
        .isEqualTo(LastUpdateStatus.SUCCESSFUL);
  }

  @Test
  void functionsWhenThereAreSeveralThenTheyAreListedUntilDeleted() {
    create();
    client.createFunction(creation("stock"));

    assertThat(client.listFunctionsPaginator(r -> r.maxItems(1)).functions())
        .extracting(FunctionConfiguration::functionName)
        .containsExactly(ORDERS, "stock");
    client.deleteFunction(r -> r.functionName(ORDERS));
    refused(ResourceNotFoundException.class, 404, () -> client.invoke(r -> r.functionName(ORDERS)));
  }

  private void create() {
    client.createFunction(creation(ORDERS));
    waiter.waitUntilFunctionActiveV2(r -> r.functionName(ORDERS));
  }

  private CreateFunctionRequest creation(String name) {
    return CreateFunctionRequest.builder()
        .functionName(name)
        .role(ServiceFixture.ROLE)
        .runtime(Runtime.PROVIDED_AL2023)
        .handler("bootstrap")
        .code(c -> c.zipFile(archive))
        .build();
  }

  private void publish(String number, String greeting) {
    client.updateFunctionConfiguration(
        r -> r.functionName(ORDERS).environment(e -> e.variables(Map.of("GREETING", greeting))));
    waiter.waitUntilFunctionUpdatedV2(r -> r.functionName(ORDERS));
    assertThat(client.publishVersion(r -> r.functionName(ORDERS)).version()).isEqualTo(number);
    waiter.waitUntilPublishedVersionActive(r -> r.functionName(ORDERS).qualifier(number));
  }

  private static SdkBytes event(String what) {
    return SdkBytes.fromUtf8String("{\"do\":\"" + what + "\"}");
  }

  private static <E extends LambdaException> E refused(
      Class<E> type, int status, ThrowingCallable call) {
    E error = catchThrowableOfType(type, call);
    assertThat(error).isNotNull();
    assertThat(error.statusCode()).isEqualTo(status);
    assertThat(error.requestId()).hasSize(36);
    return error;
  }
}
