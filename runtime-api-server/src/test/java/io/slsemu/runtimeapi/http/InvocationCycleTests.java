package io.slsemu.runtimeapi.http;

import static io.slsemu.runtimeapi.http.ApiFixture.INIT_ERROR;
import static io.slsemu.runtimeapi.http.ApiFixture.NEXT;
import static io.slsemu.runtimeapi.http.ApiFixture.error;
import static io.slsemu.runtimeapi.http.ApiFixture.get;
import static io.slsemu.runtimeapi.http.ApiFixture.invocation;
import static io.slsemu.runtimeapi.http.ApiFixture.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.runtimeapi.http.RawClient.Reply;
import io.slsemu.runtimeapi.model.InitOutcome;
import io.slsemu.runtimeapi.model.Invocation;
import io.slsemu.runtimeapi.model.RuntimeAnswer;
import io.slsemu.runtimeapi.session.PendingInvocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The path of an invocation through next, response, error and init/error. */
class InvocationCycleTests extends ConnectedRuntime {

  @Test
  @DisplayName("8.2/34: many cycles on one connection stay in step")
  void responseWhenManyCyclesThenEachAnswersItsOwn() throws IOException {
    runtime.sendGet(NEXT);
    assertThat(get(api.session.initialized())).isEqualTo(new InitOutcome.Ready());

    for (int i = 0; i < 500; i++) {
      PendingInvocation pending = api.session.offer(invocation("id-" + i));
      Reply event = runtime.read();
      Reply accepted =
          runtime.post(response("id-" + i), event.body(), "Content-Type: application/json");
      runtime.sendGet(NEXT);

      assertThat(event.header("Lambda-Runtime-Aws-Request-Id")).isEqualTo("id-" + i);
      assertThat(accepted.status()).isEqualTo(202);
      assertThat(accepted.text()).isEqualTo("{\"status\":\"OK\"}\n");
      RuntimeAnswer.Response answer = (RuntimeAnswer.Response) get(pending.answer());
      assertThat(answer.payload()).isEqualTo(pending.invocation().event());
      assertThat(answer.contentType()).isEqualTo("application/json");
      get(pending.settled());
    }
  }

  @Test
  @DisplayName("8.2/24: optional fields that are empty leave no header")
  void nextWhenOptionalFieldsAreEmptyThenHeadersAreLeftOut() throws IOException {
    api.session.offer(
        new Invocation("i", new byte[] {'1'}, "application/json", 42L, "arn", null, "", null));

    Reply event = runtime.get(NEXT);

    assertThat(event.status()).isEqualTo(200);
    assertThat(event.headers())
        .containsEntry("lambda-runtime-aws-request-id", "i")
        .containsEntry("lambda-runtime-deadline-ms", "42")
        .containsEntry("lambda-runtime-invoked-function-arn", "arn")
        .containsEntry("content-type", "application/json")
        .containsKey("lambda-runtime-invocation-id")
        .doesNotContainKeys(
            "lambda-runtime-trace-id",
            "lambda-runtime-client-context",
            "lambda-runtime-cognito-identity");
  }

  @Test
  @DisplayName("8.2/25: everything set writes every header")
  void nextWhenEverythingIsSetThenWritesEveryHeader() throws IOException {
    api.session.offer(
        new Invocation(
            "i", new byte[0], "text/x", 42L, "arn", "Root=1-2;Sampled=0", "{\"c\":\"ü\"}", "{}"));

    Reply event = runtime.get(NEXT);

    assertThat(event.body()).isEmpty();
    assertThat(event.headers())
        .containsEntry("lambda-runtime-trace-id", "Root=1-2;Sampled=0")
        .containsEntry("lambda-runtime-cognito-identity", "{}")
        .containsEntry("content-type", "text/x");
    String utf8 = event.header("lambda-runtime-client-context");
    assertThat(new String(utf8.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
        .isEqualTo("{\"c\":\"ü\"}");
  }

  @Test
  @DisplayName("8.2/27: next again while running delivers the same event")
  void nextWhenRunningThenDeliversTheSameEventAgain() throws IOException {
    api.session.offer(invocation("i"));

    Reply first = runtime.get(NEXT);
    Reply second = runtime.get(NEXT);

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers()).isEqualTo(first.headers());
  }

  @Test
  @DisplayName("8.2/33: response after error is refused")
  void errorWhenPostedThenFailsTheInvocation() throws IOException {
    PendingInvocation pending = api.session.offer(invocation("i"));
    runtime.get(NEXT);

    Reply accepted =
        runtime.post(error("i"), "{}", "Lambda-Runtime-Function-Error-Type: Function.Bad");
    Reply late = runtime.post(response("i"), "{}");

    assertThat(accepted.status()).isEqualTo(202);
    RuntimeAnswer.Failure failure = (RuntimeAnswer.Failure) get(pending.answer());
    assertThat(failure.errorType()).isEqualTo("Function.Bad");
    assertThat(failure.payload()).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
    assertThat(late.status()).isEqualTo(403);
    assertThat(late.text())
        .isEqualTo(
            "{\"errorMessage\":\"State transition from RuntimeResponseSentState to"
                + " InvocationResponse failed for runtime. Error: State transition is not"
                + " allowed\",\"errorType\":\"InvalidStateTransition\"}\n");
  }

  @Test
  @DisplayName("8.2/35: init/error before next is accepted")
  void initErrorWhenBeforeNextThenInitFails() throws IOException {
    Reply accepted =
        runtime.post(
            INIT_ERROR,
            "{\"errorMessage\":\"m\",\"errorType\":\"Function.Bad\"}",
            "Lambda-Runtime-Function-Error-Type: Runtime.NoSuchHandler");
    Reply next = runtime.get(NEXT);

    assertThat(accepted.status()).isEqualTo(202);
    InitOutcome.Failed failed = (InitOutcome.Failed) get(api.session.initialized());
    assertThat(failed.errorType()).isEqualTo("Runtime.NoSuchHandler");
    assertThat(next.status()).isEqualTo(403);
    assertThat(next.text()).contains("State transition from InitError to Ready failed");
  }
}
