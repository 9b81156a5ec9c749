package io.slsemu.runtimeapi.http;

import static io.slsemu.runtimeapi.http.ApiErrors.MAX_PAYLOAD_BYTES;
import static io.slsemu.runtimeapi.http.ApiFixture.INIT_ERROR;
import static io.slsemu.runtimeapi.http.ApiFixture.NEXT;
import static io.slsemu.runtimeapi.http.ApiFixture.error;
import static io.slsemu.runtimeapi.http.ApiFixture.get;
import static io.slsemu.runtimeapi.http.ApiFixture.invocation;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.runtimeapi.http.RawClient.Reply;
import io.slsemu.runtimeapi.model.InitOutcome;
import io.slsemu.runtimeapi.model.RuntimeAnswer;
import io.slsemu.runtimeapi.session.PendingInvocation;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors that a runtime posts, in an invocation and in Init. */
class ErrorBodyTests extends ConnectedRuntime {

  private static final String WITH_CAUSE =
      "Content-Type: application/vnd.aws.lambda.error.cause+json";

  @ParameterizedTest
  @CsvSource({
    "Runtime.NoSuchHandler, Runtime.NoSuchHandler",
    "Function.Bad, Function.Bad",
    "MyRuntime.Bad, MyRuntime.Bad",
    "Function.x, Function.Unknown",
    "Function., Function.Unknown",
    "Runtime.x, Runtime.Unknown",
    "Handler.Bad, Runtime.Unknown",
    "x, Runtime.Unknown"
  })
  @DisplayName("8.2/39: error types are let through by a list")
  void errorWhenTypeIsNamedThenOnlyKnownFormsAreKept(String named, String kept) throws IOException {
    RuntimeAnswer.Failure failure =
        fail("body", "Lambda-Runtime-Function-Error-Type: " + named, "Content-Type: text/plain");

    assertThat(failure.errorType()).isEqualTo(kept);
    assertThat(failure.payload()).asString().isEqualTo("body");
    assertThat(failure.contentType()).isEqualTo("text/plain");
  }

  @Test
  void errorWhenNoTypeIsNamedThenUnknown() throws IOException {
    assertThat(fail("{}").errorType()).isEqualTo("Runtime.Unknown");
  }

  @Test
  @DisplayName("8.2/40: errorCause is stripped")
  void errorWhenItHasACauseThenItIsStripped() throws IOException {
    RuntimeAnswer.Failure failure =
        fail(
            "{\"errorMessage\":\"ü\",\"errorCause\":{\"a\":[1,{}]},\"errorType\":\"t\","
                + "\"stackTrace\":[\"x\"]}",
            WITH_CAUSE);

    assertThat(failure.payload())
        .asString()
        .isEqualTo("{\"errorMessage\":\"ü\",\"errorType\":\"t\",\"stackTrace\":[\"x\"]}");
    assertThat(failure.contentType()).isEqualTo("application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no json", "{\"errorMessage\":", "[]", "{}{}", "\"x\""})
  @DisplayName("8.2/40: bad JSON gives the default message")
  void errorWhenTheCauseCannotBeReadThenDefaultMessage(String body) throws IOException {
    RuntimeAnswer.Failure failure = fail(body, WITH_CAUSE);

    assertThat(failure.payload()).asString().isEqualTo("\"Invalid error body\"");
    assertThat(failure.contentType()).isEqualTo("application/octet-stream");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 70_000, 1_000_000})
  @DisplayName("8.2/41: the X-Ray cause header is ignored, whatever it holds")
  void errorWhenXrayCauseIsGivenThenItIsIgnored(int length) throws IOException {
    RuntimeAnswer.Failure failure =
        fail("{}", "Lambda-Runtime-Function-XRay-Error-Cause: {" + "ü".repeat(length / 2));

    assertThat(failure.payload()).asString().isEqualTo("{}");
  }

  @Test
  @DisplayName("8.2/46: an error over the cap is 413")
  void errorWhenOverTheCapThenTooLarge() throws IOException {
    PendingInvocation pending = run();

    Reply reply = runtime.post(error("i"), new byte[MAX_PAYLOAD_BYTES + 1]);

    assertThat(reply.status()).isEqualTo(413);
    assertThat(get(pending.answer())).isInstanceOf(RuntimeAnswer.Oversized.class);
    runtime.sendGet(NEXT);
    get(pending.settled());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Runtime.Header | {\"errorType\":\"Runtime.Body\"}   | Runtime.Header",
        "Bad            | {\"errorType\":\"Runtime.Body\"}   | Runtime.Unknown",
        "               | {\"a\":{\"errorType\":1},\"errorType\":\"Function.Body\"} | Function.Body",
        "               | {\"errorType\":\"Function.\"}      | Function.Unknown",
        "               | {\"errorType\":7}                  | Runtime.Unknown",
        "               | no json                            | Runtime.Unknown"
      })
  void initErrorWhenPostedThenTheTypeIsOfHeaderOrDocument(String header, String body, String type)
      throws IOException {
    String line = header == null ? "X: y" : "Lambda-Runtime-Function-Error-Type: " + header;

    Reply reply = runtime.post(INIT_ERROR, body, line);

    assertThat(reply.status()).isEqualTo(202);
    InitOutcome.Failed failed = (InitOutcome.Failed) get(api.session.initialized());
    assertThat(failed.errorType()).isEqualTo(type);
    assertThat(failed.payload()).asString().isEqualTo(body);
  }

  @Test
  void initErrorWhenTooLargeOrCutShortThenInitIsStillOpen() throws IOException {
    Reply tooLarge = runtime.post(INIT_ERROR, new byte[MAX_PAYLOAD_BYTES + 1]);
    runtime.send("POST " + INIT_ERROR + " HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\n{");
    runtime.socket().shutdownOutput();
    Reply cut = runtime.read();

    assertThat(tooLarge.status()).isEqualTo(413);
    assertThat(cut.status()).isEqualTo(400);
    assertThat(api.session.initialized()).isNotDone();
  }

  private PendingInvocation run() throws IOException {
    PendingInvocation pending = api.session.offer(invocation("i"));
    runtime.get(NEXT);
    return pending;
  }

  private RuntimeAnswer.Failure fail(String body, String... headers) throws IOException {
    PendingInvocation pending = run();
    assertThat(runtime.post(error("i"), body, headers).status()).isEqualTo(202);
    return (RuntimeAnswer.Failure) get(pending.answer());
  }
}
