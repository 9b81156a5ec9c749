package io.slsemu.runtimeapi.http;

import static io.slsemu.runtimeapi.http.ApiFixture.INIT_ERROR;
import static io.slsemu.runtimeapi.http.ApiFixture.NEXT;
import static io.slsemu.runtimeapi.http.ApiFixture.error;
import static io.slsemu.runtimeapi.http.ApiFixture.get;
import static io.slsemu.runtimeapi.http.ApiFixture.invocation;
import static io.slsemu.runtimeapi.http.ApiFixture.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.runtimeapi.http.RawClient.Reply;
import io.slsemu.runtimeapi.model.RuntimeAnswer;
import io.slsemu.runtimeapi.session.PendingInvocation;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the protocol does not allow, with the service's bodies. */
class RefusalTests extends ConnectedRuntime {

  private static final String INVALID_ID =
      "{\"errorMessage\":\"Invalid request ID\",\"errorType\":\"InvalidRequestID\"}\n";

  private PendingInvocation pending;
  private Reply event;

  @BeforeEach
  void run() throws IOException {
    pending = api.session.offer(invocation("i"));
    event = runtime.get(NEXT);
  }

  @Test
  @DisplayName("8.2/28, 8.2/29: a foreign id is refused and leaves the state untouched")
  void answerWhenIdIsForeignThenInvalidRequestId() throws IOException {
    for (String path : new String[] {response("other"), error("other"), response("I")}) {
      Reply reply = runtime.post(path, "{}");

      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.text()).isEqualTo(INVALID_ID);
    }
    assertThat(runtime.post(response("i"), "{}").status()).isEqualTo(202);
  }

  @Test
  @DisplayName("8.2/30: response twice is refused; the first stands")
  void responseWhenPostedTwiceThenInvalidTransition() throws IOException {
    runtime.post(response("i"), "1");

    Reply second = runtime.post(response("i"), "2");

    refused(second, "RuntimeResponseSentState", "InvocationResponse");
    assertThat(((RuntimeAnswer.Response) get(pending.answer())).payload()).isEqualTo(bytes("1"));
  }

  @Test
  @DisplayName("8.2/31: error twice is refused")
  void errorWhenPostedTwiceThenInvalidTransition() throws IOException {
    runtime.post(error("i"), "{}");

    refused(runtime.post(error("i"), "{}"), "RuntimeResponseSentState", "InvocationErrorResponse");
  }

  @Test
  @DisplayName("8.2/32: error after response is refused")
  void errorWhenAfterResponseThenInvalidTransition() throws IOException {
    runtime.post(response("i"), "{}");

    refused(runtime.post(error("i"), "{}"), "RuntimeResponseSentState", "InvocationErrorResponse");
  }

  @Test
  @DisplayName("8.2/36: init/error after next is refused")
  void initErrorWhenAfterNextThenInvalidTransition() throws IOException {
    refused(runtime.post(INIT_ERROR, "{}"), "Running", "InitError");
  }

  @Test
  void nextWhenABodyIsBeingTakenThenInvalidTransition() throws IOException {
    runtime.send("POST " + response("i") + " HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\n\r\n{");
    try (RawClient other = api.client()) {
      Reply reply = other.get(NEXT);
      while (reply.status() == 200) {
        // The head of the post, on another connection, may not have been read yet.
        reply = other.get(NEXT);
      }

      refused(reply, "InvocationResponse", "Ready");
      refused(other.post(error("i"), "{}"), "InvocationResponse", "InvocationErrorResponse");
    }
    runtime.send("}");
    assertThat(runtime.read().status()).isEqualTo(202);
    get(pending.answer());
  }

  @Test
  @DisplayName("8.2/28: a late response is refused, its invocation is over")
  void responseWhenTheInvocationIsOverThenInvalidRequestId() throws IOException {
    runtime.post(response("i"), "{}");
    try (RawClient other = api.client()) {
      other.sendGet(NEXT);
      get(pending.settled());

      Reply late = runtime.post(response("i"), "{}");

      assertThat(late.status()).isEqualTo(400);
      assertThat(late.text()).isEqualTo(INVALID_ID);
    }
  }

  @Test
  void responseWhenTheSessionIsClosedThenInvalidRequestId() throws IOException {
    api.session.close();

    Reply late = runtime.post(response("i"), "{}");

    assertThat(late.status()).isEqualTo(400);
    assertThat(late.text()).isEqualTo(INVALID_ID);
    assertThat(pending.answer()).isCancelled();
  }

  @Test
  void responseWhenInvocationIdIsWrongThenRefusedAndStateUntouched() throws IOException {
    Reply wrong = runtime.post(response("i"), "{}", "Lambda-Runtime-Invocation-Id: other");
    String given = event.header("Lambda-Runtime-Invocation-Id");
    Reply right = runtime.post(response("i"), "{}", "Lambda-Runtime-Invocation-Id: " + given);

    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.text()).contains("\"errorType\":\"InvalidInvocationId\"");
    assertThat(given)
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(right.status()).isEqualTo(202);
  }

  private static void refused(Reply reply, String from, String to) {
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(reply.text())
        .isEqualTo(
            "{\"errorMessage\":\"State transition from "
                + from
                + " to "
                + to
                + " failed for runtime. Error: State transition is not allowed\","
                + "\"errorType\":\"InvalidStateTransition\"}\n");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
