package io.slsemu.runtimeapi.http;

import static io.slsemu.runtimeapi.http.ApiFixture.INIT_ERROR;
import static io.slsemu.runtimeapi.http.ApiFixture.NEXT;
import static io.slsemu.runtimeapi.http.ApiFixture.error;
import static io.slsemu.runtimeapi.http.ApiFixture.get;
import static io.slsemu.runtimeapi.http.ApiFixture.invocation;
import static io.slsemu.runtimeapi.http.ApiFixture.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.runtimeapi.http.RawClient.Reply;
import io.slsemu.runtimeapi.model.Invocation;
import io.slsemu.runtimeapi.model.PeerPolicy;
import io.slsemu.runtimeapi.model.RuntimeAnswer;
import io.slsemu.runtimeapi.session.ConcurrentSession;
import io.slsemu.runtimeapi.session.ExtensionSession;
import io.slsemu.runtimeapi.session.PendingInvocation;
import java.io.IOException;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A runtime with several workers, each on a connection of its own. */
class ConcurrentInvocationTests {
  private static final int MIB = 1024 * 1024;

  private final ConcurrentSession session =
      new ConcurrentSession(System::nanoTime, ExtensionSession.disabled(), null);
  private ApiFixture api;
  private RawClient one;
  private RawClient two;

  @BeforeEach
  void connect() throws IOException {
    api = new ApiFixture();
    var endpoint = api.server.open(session, InetAddress.getLoopbackAddress(), PeerPolicy.ANYONE);
    one = new RawClient(endpoint.address());
    two = new RawClient(endpoint.address());
  }

  @AfterEach
  void disconnect() throws IOException {
    one.close();
    two.close();
    api.close();
  }

  @Test
  void nextWhenTwoWorkersPollThenBothHaveAnInvocationAtOnce() throws IOException {
    one.sendGet(NEXT);
    two.sendGet(NEXT);
    PendingInvocation a = offer(invocation("a"));
    PendingInvocation b = offer(invocation("b"));
    String first = one.read().header("Lambda-Runtime-Aws-Request-Id");
    String second = two.read().header("Lambda-Runtime-Aws-Request-Id");

    assertThat(new String[] {first, second}).containsExactlyInAnyOrder("a", "b");
    assertThat(two.post(response("b"), "{}").status()).isEqualTo(202);
    assertThat(one.post(error("a"), "{}").status()).isEqualTo(202);
    assertThat(get(b.answer())).isNotNull();
    assertThat(get(a.answer())).isNotNull();
  }

  @Test
  void responseWhenPostedTwiceThenTheIdIsInvalid() throws IOException {
    one.sendGet(NEXT);
    offer(invocation("a"));
    one.read();
    one.post(response("a"), "{}");

    Reply again = one.post(response("a"), "{}");

    assertThat(again.status()).isEqualTo(400);
    assertThat(again.text()).contains("\"errorType\":\"InvalidRequestID\"");
  }

  @Test
  @DisplayName("8.2/45: an answer after the timeout is 410 once, then its id is invalid")
  void responseWhenTheInvocationExpiredThenGoneOnce() throws IOException {
    one.sendGet(NEXT);
    session.expire(offer(invocation("a")));
    one.read();

    Reply late = one.post(response("a"), "{}");
    Reply again = one.post(error("a"), "{}");

    assertThat(late.status()).isEqualTo(410);
    assertThat(late.text())
        .isEqualTo("{\"errorMessage\":\"Invoke timeout\",\"errorType\":\"InvokeTimeout\"}\n");
    assertThat(again.status()).isEqualTo(400);
    assertThat(two.get("/2018-06-01/ping").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("8.2/24: on Managed Instances optional fields that are empty are empty headers")
  void nextWhenOptionalFieldsAreEmptyThenTheirHeadersAreEmpty() throws IOException {
    one.sendGet(NEXT);
    offer(new Invocation("i", new byte[] {'1'}, "", 42L, "arn", null, "", null));

    Reply event = one.read();

    assertThat(event.headers())
        .containsEntry("lambda-runtime-aws-request-id", "i")
        .containsEntry("lambda-runtime-deadline-ms", "42")
        .containsEntry("lambda-runtime-trace-id", "")
        .containsEntry("lambda-runtime-client-context", "")
        .containsEntry("lambda-runtime-cognito-identity", "")
        .containsEntry("content-type", "");
  }

  @Test
  @DisplayName("8.2/46: an error over 1 MiB is 413, and the invocation goes on")
  void errorWhenOverOneMebibyteThenTooLargeAndStillOpen() throws IOException {
    one.sendGet(NEXT);
    PendingInvocation pending = offer(invocation("i"));
    one.read();

    Reply tooLarge = one.post(error("i"), new byte[MIB + 1]);
    Reply whole = one.post(error("i"), new byte[MIB]);

    assertThat(tooLarge.status()).isEqualTo(413);
    assertThat(tooLarge.text())
        .isEqualTo(
            "{\"errorMessage\":\"Exceeded maximum allowed payload size (6291556 bytes).\","
                + "\"errorType\":\"RequestEntityTooLarge\"}\n");
    assertThat(whole.status()).isEqualTo(202);
    assertThat(((RuntimeAnswer.Failure) get(pending.answer())).payload()).hasSize(MIB);
  }

  @Test
  @DisplayName("8.2/46: an init error over 1 MiB is 413")
  void initErrorWhenOverOneMebibyteThenTooLarge() throws IOException {
    Reply tooLarge = one.post(INIT_ERROR, new byte[MIB + 1]);
    Reply whole = one.post(INIT_ERROR, new byte[MIB]);

    assertThat(tooLarge.status()).isEqualTo(413);
    assertThat(whole.status()).isEqualTo(202);
  }

  @Test
  void responseWhenOverOneMebibyteThenIsTaken() throws IOException {
    one.sendGet(NEXT);
    offer(invocation("i"));
    one.read();

    assertThat(one.post(response("i"), new byte[MIB + 1]).status()).isEqualTo(202);
  }

  private PendingInvocation offer(Invocation invocation) {
    get(session.claim());
    return session.offer(invocation, null);
  }
}
