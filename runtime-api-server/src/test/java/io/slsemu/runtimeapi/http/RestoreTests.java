package io.slsemu.runtimeapi.http;

import static io.slsemu.runtimeapi.http.ApiFixture.INIT_ERROR;
import static io.slsemu.runtimeapi.http.ApiFixture.NEXT;
import static io.slsemu.runtimeapi.http.ApiFixture.get;
import static io.slsemu.runtimeapi.http.ApiFixture.invocation;
import static io.slsemu.runtimeapi.http.ApiFixture.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.runtimeapi.http.RawClient.Reply;
import io.slsemu.runtimeapi.model.ContainerCredentials;
import io.slsemu.runtimeapi.model.InitOutcome;
import io.slsemu.runtimeapi.session.PendingInvocation;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A runtime that is kept and restored. */
class RestoreTests extends ConnectedRuntime {

  private static final String RESTORE_NEXT = "/2018-06-01/runtime/restore/next";
  private static final String RESTORE_ERROR = "/2018-06-01/runtime/restore/error";
  private static final String CREDENTIALS = "/2021-04-23/credentials";
  private static final Instant EXPIRATION = Instant.parse("2026-11-21T12:00:00Z");
  private static final ContainerCredentials FIRST =
      new ContainerCredentials("AKIA1", "s\"1", "t1", EXPIRATION);
  private static final ContainerCredentials FRESH =
      new ContainerCredentials("AKIA2", "s2", "t2", EXPIRATION);

  @BeforeEach
  void enable() {
    api.session.restore().enable("token-1", FIRST);
  }

  @Test
  @DisplayName("8.2/44: restore/next holds the runtime until it is restored, and next ends that")
  void restoreNextWhenRestoredThenGoesOnToTheFirstInvocation() throws IOException {
    runtime.sendGet(RESTORE_NEXT);
    get(api.session.restore().ready());
    assertThat(api.session.initialized()).isNotDone();
    PendingInvocation pending = api.session.offer(invocation("i"));

    api.session.restore().restore(FRESH);

    Reply released = runtime.read();
    assertThat(released.status()).isEqualTo(200);
    assertThat(released.body()).isEmpty();
    assertThat(api.session.restore().restored()).isNotDone();
    assertThat(runtime.get(NEXT).header("Lambda-Runtime-Aws-Request-Id")).isEqualTo("i");
    assertThat(get(api.session.restore().restored())).isInstanceOf(InitOutcome.Ready.class);
    assertThat(runtime.post(response("i"), "{}").status()).isEqualTo(202);
    get(pending.answer());
  }

  @Test
  @DisplayName("8.2/44: a runtime that goes straight to next needs no restore")
  void nextWhenRestoreIsNotWantedThenReadyAndRestoredAtOnce() throws IOException {
    runtime.sendGet(NEXT);
    get(api.session.restore().ready());

    api.session.restore().restore(FRESH);

    assertThat(get(api.session.restore().restored())).isInstanceOf(InitOutcome.Ready.class);
  }

  @Test
  @DisplayName("8.2/44: nothing else is taken from a runtime that waits to be restored")
  void nextWhenWaitingToBeRestoredThenRefused() throws IOException {
    runtime.sendGet(RESTORE_NEXT);
    get(api.session.restore().ready());

    try (RawClient other = api.client()) {
      assertThat(other.get(NEXT).text()).contains("from RestoreReady to Ready failed");
      assertThat(other.get(RESTORE_NEXT).text())
          .contains("from RestoreReady to RestoreReady failed");
      assertThat(other.post(RESTORE_ERROR, "{}").text())
          .contains("from RestoreReady to RuntimeRestoreErrorState failed");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {RESTORE_ERROR, INIT_ERROR})
  @DisplayName("8.2/44: restore/error is taken after a restore, and init/error is the same then")
  void errorWhenRestoringThenIsTheOutcome(String path) throws IOException {
    runtime.sendGet(RESTORE_NEXT);
    get(api.session.restore().ready());
    api.session.restore().restore(FRESH);
    runtime.read();

    Reply reply =
        runtime.post(path, "{\"errorType\":\"Runtime.HookFailed\",\"errorMessage\":\"m\"}");

    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.text()).isEqualTo("{\"status\":\"OK\"}\n");
    InitOutcome.Failed failed = (InitOutcome.Failed) get(api.session.restore().restored());
    assertThat(failed.errorType()).isEqualTo("Runtime.HookFailed");
    assertThat(runtime.get(NEXT).status()).isEqualTo(403);
  }

  @Test
  @DisplayName("8.2/44: restore/error before a restore is refused")
  void errorWhenNotRestoringThenRefused() throws IOException {
    Reply reply = runtime.post(RESTORE_ERROR, "{}");

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.text())
        .isEqualTo(
            "{\"errorMessage\":\"State transition from Started to RuntimeRestoreErrorState failed"
                + " for runtime. Error: State transition is not allowed\","
                + "\"errorType\":\"InvalidStateTransition\"}\n");
  }

  @Test
  @DisplayName("8.2/43: the right token gets the credentials, fresh ones after a restore")
  void credentialsWhenTokenIsRightThenGiven() throws IOException {
    assertThat(credentials("Authorization: token-1"))
        .satisfies(
            reply -> {
              assertThat(reply.status()).isEqualTo(200);
              assertThat(reply.header("Content-Type")).isEqualTo("application/json");
              assertThat(reply.text())
                  .isEqualTo(
                      "{\"AccessKeyId\":\"AKIA1\",\"SecretAccessKey\":\"s\\\"1\",\"Token\":\"t1\","
                          + "\"Expiration\":\"2026-11-21T12:00:00Z\"}\n");
            });
    runtime.sendGet(RESTORE_NEXT);
    get(api.session.restore().ready());
    api.session.restore().restore(FRESH);
    runtime.read();

    assertThat(credentials("Authorization: token-1").text()).contains("AKIA2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization: token-2", "Authorization:", "X-Other: token-1"})
  @DisplayName("8.2/43: no token or a wrong one is 404")
  void credentialsWhenTokenIsWrongThenNotFound(String header) throws IOException {
    Reply reply = credentials(header);

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.text()).isEqualTo("cannot get credentials for the provided token\n");
  }

  @Test
  @DisplayName("8.2/42: without restore mode none of the routes is there")
  void routesWhenNotEnabledThenNotFound() throws IOException {
    ApiFixture.Environment plain = api.environment();

    try (RawClient other = plain.client()) {
      assertThat(other.get(RESTORE_NEXT).status()).isEqualTo(404);
      assertThat(other.post(RESTORE_ERROR, "{}").status()).isEqualTo(404);
      assertThat(other.get(CREDENTIALS).text()).isEqualTo("404 page not found\n");
    }
  }

  @Test
  void routesWhenVerbIsWrongThenMethodNotAllowed() throws IOException {
    assertThat(runtime.post(RESTORE_NEXT, "").status()).isEqualTo(405);
    assertThat(runtime.get(RESTORE_ERROR).status()).isEqualTo(405);
    assertThat(runtime.post(CREDENTIALS, "").status()).isEqualTo(405);
  }

  @Test
  void closeWhenRuntimeWaitsThenItsConnectionEnds() throws IOException {
    runtime.sendGet(RESTORE_NEXT);
    get(api.session.restore().ready());

    api.endpoint.close();

    assertThat(runtime.atEnd()).isTrue();
    assertThat(api.session.restore().restored()).isCancelled();
  }

  @Test
  void restoreWhenRuntimeDoesNotWaitThenRefused() {
    assertThatThrownBy(() -> api.session.restore().restore(FRESH))
        .isInstanceOf(IllegalStateException.class);
  }

  private Reply credentials(String header) throws IOException {
    runtime.send("GET " + CREDENTIALS + " HTTP/1.1\r\nHost: t\r\n" + header + "\r\n\r\n");
    return runtime.read();
  }
}
