package io.slsemu.runtimeapi.http;

import static io.slsemu.runtimeapi.http.ApiFixture.NEXT;
import static io.slsemu.runtimeapi.http.ApiFixture.get;
import static io.slsemu.runtimeapi.http.ApiFixture.invocation;
import static io.slsemu.runtimeapi.http.ApiFixture.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.runtimeapi.http.RawClient.Reply;
import io.slsemu.runtimeapi.model.InitOutcome;
import io.slsemu.runtimeapi.model.Invocation;
import io.slsemu.runtimeapi.model.ShutdownReason;
import io.slsemu.runtimeapi.session.Gates;
import io.slsemu.runtimeapi.session.PendingInvocation;
import io.slsemu.runtimeapi.state.ExtensionState;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtensionNextTests extends ConnectedExtension {

  private static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:f";

  @Test
  @DisplayName("8.3/55: no identifier")
  void nextWhenIdentifierIsMissingThenRefused() throws IOException {
    Reply reply = client.get(EVENT_NEXT);

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.text())
        .isEqualTo(
            errorBody(
                "Extension.MissingExtensionIdentifier",
                "Missing Lambda-Extension-Identifier header"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1-1-1-1-1", STRANGER + "0"})
  @DisplayName("8.3/55: an identifier that is none")
  void nextWhenIdentifierIsMalformedThenRefused(String identifier) throws IOException {
    client.send(nextOf(identifier));
    Reply reply = client.read();

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.text())
        .isEqualTo(
            errorBody(
                "Extension.InvalidExtensionIdentifier", "Invalid Lambda-Extension-Identifier"));
  }

  @Test
  @DisplayName("8.3/55: an identifier nobody was given")
  void nextWhenIdentifierIsUnknownThenRefused() throws IOException {
    client.send(nextOf(STRANGER));
    Reply reply = client.read();

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.text())
        .isEqualTo(
            errorBody("Extension.UnknownExtensionIdentifier", "Unknown extension " + STRANGER));
  }

  @Test
  void nextWhenOneIsWaitingThenTheSecondIsRefused() throws IOException {
    Registered extension = ready("one", "\"INVOKE\"");

    client.send(nextOf(extension.id()));
    Reply reply = client.read();

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.text())
        .isEqualTo(
            errorBody(
                "Extension.InvalidExtensionState",
                "State transition from Ready to Ready failed for extension "
                    + extension.id()
                    + ". Error: State transition is not allowed"));
  }

  @ParameterizedTest
  @CsvSource({"one, Root=1-5-6;Sampled=1", "one,", "internal, Root=1-5-6;Sampled=1", "internal,"})
  @DisplayName("8.3/56: INVOKE for internal and external ones; no tracing without a trace id")
  void nextWhenAnInvocationIsOfferedThenInvokeEvent(String name, String traceId)
      throws IOException {
    Registered extension = ready(name, "\"INVOKE\"");
    runtimeAtNext();

    session.offer(
        new Invocation("r-1", new byte[0], "x/y", 1_700_000_000_000L, ARN, traceId, null, null));
    Reply event = extension.client().read();

    String tracing =
        traceId == null
            ? ""
            : ",\"tracing\":{\"type\":\"X-Amzn-Trace-Id\",\"value\":\"" + traceId + "\"}";
    assertThat(event.status()).isEqualTo(200);
    assertThat(event.header("Content-Type")).isEqualTo("application/json");
    assertThat(UUID.fromString(event.header("Lambda-Extension-Event-Identifier"))).isNotNull();
    assertThat(event.text())
        .isEqualTo(
            "{\"eventType\":\"INVOKE\",\"deadlineMs\":1700000000000,\"requestId\":\"r-1\","
                + "\"invokedFunctionArn\":\""
                + ARN
                + "\""
                + tracing
                + "}");
  }

  @ParameterizedTest
  @EnumSource(ShutdownReason.class)
  @DisplayName("8.3/57: SHUTDOWN with reason and deadline, to those who subscribed")
  void shutdownWhenSubscribedThenEvent(ShutdownReason reason) throws IOException {
    Registered one = ready("one", "\"SHUTDOWN\"");
    ready("two", "\"INVOKE\"");

    assertThat(extensions.shutdown(reason, 1_700_000_002_000L)).containsExactly("one");

    Reply event = one.client().read();
    assertThat(event.status()).isEqualTo(200);
    assertThat(event.header("Lambda-Extension-Event-Identifier")).isNull();
    assertThat(event.text())
        .isEqualTo(
            "{\"eventType\":\"SHUTDOWN\",\"deadlineMs\":1700000002000,\"shutdownReason\":\""
                + reason.wireName()
                + "\"}");
  }

  @Test
  @DisplayName("8.3/57: an extension that is at work gets SHUTDOWN when it comes back")
  void shutdownWhenTheExtensionIsBusyThenItsNextPollGetsTheEvent() throws IOException {
    Registered one = ready("one", "\"INVOKE\",\"SHUTDOWN\"");
    runtimeAtNext();
    session.offer(invocation("a"));
    one.client().read();

    assertThat(extensions.shutdown(ShutdownReason.TIMEOUT, 1)).containsExactly("one");
    one.poll();

    assertThat(one.client().read().text()).contains("\"shutdownReason\":\"timeout\"");
  }

  @Test
  @DisplayName("8.3/61: without a subscription an extension gates init, but not invocations")
  void nextWhenNothingIsSubscribedThenGatesInitOnly() throws IOException {
    Registered external = registered("one", "");
    Registered internal = registered("internal", "");
    CompletableFuture<InitOutcome> init = Gates.initialized(session);
    RawClient runtime = runtimeAtNext();
    external.poll();
    nextStatus();
    assertThat(init).isNotDone();
    internal.poll();
    get(init);

    PendingInvocation pending = session.offer(invocation("a"));
    runtime.read();
    runtime.post(response("a"), "{}");
    runtime.sendGet(NEXT);

    get(pending.allSettled());
    assertThat(pending.allSettled()).isSameAs(pending.settled());
  }

  @Test
  @DisplayName("8.3/64: the caller has its answer before extensions are done; the next call waits")
  void offerWhenAnExtensionWorksOnThenAnsweredButNotSettled() throws IOException {
    Registered extension = ready("one", "\"INVOKE\"");
    RawClient runtime = runtimeAtNext();

    PendingInvocation first = session.offer(invocation("a"));
    extension.client().read();
    runtime.read();
    runtime.post(response("a"), "{}");
    runtime.sendGet(NEXT);
    get(first.answer());
    get(first.settled());
    assertThat(first.allSettled()).isNotDone();
    PendingInvocation second = session.offer(invocation("b"));
    extension.poll();

    get(first.allSettled());
    assertThat(extension.client().read().text()).contains("\"requestId\":\"b\"");
    assertThat(second.allSettled()).isNotDone();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nextWhenTheParkedClientDiesThenItsNextPollGetsTheEvent(boolean reset) throws IOException {
    Registered extension = ready("one", "\"INVOKE\"");
    if (reset) {
      extension.client().kill();
    } else {
      extension.client().socket().shutdownOutput();
      assertThat(extension.client().atEnd()).isTrue();
    }
    runtimeAtNext();

    session.offer(invocation("a"));
    Registered again = new Registered(connection(), extension.id()).poll();

    assertThat(again.client().read().text()).contains("\"requestId\":\"a\"");
  }

  @Test
  void nextWhenItsClientIsGoneThenTheExtensionMayAskAgain() throws IOException {
    Registered extension = ready("one", "\"SHUTDOWN\"");
    extension.client().socket().shutdownOutput();
    assertThat(extension.client().atEnd()).isTrue();

    Registered again = new Registered(connection(), extension.id()).poll();
    extensions.shutdown(ShutdownReason.SPINDOWN, 1);

    assertThat(again.client().read().status()).isEqualTo(200);
  }

  @Test
  void nextWhenManyInvocationsFollowThenStaysInStep() throws IOException {
    Registered external = ready("one", "\"INVOKE\"");
    Registered internal = ready("internal", "\"INVOKE\"");
    RawClient runtime = runtimeAtNext();

    for (int i = 0; i < 200; i++) {
      PendingInvocation pending = session.offer(invocation("i" + i));
      runtime.read();
      runtime.post(response("i" + i), "{}");
      runtime.sendGet(NEXT);
      for (Registered extension : new Registered[] {external, internal}) {
        assertThat(extension.client().read().text()).contains("\"requestId\":\"i" + i + "\"");
        extension.poll();
      }
      get(pending.allSettled());
    }
  }

  @Test
  void closeWhenPollsAreParkedThenTheyAreClosed() throws IOException {
    Registered extension = ready("one", "\"INVOKE\"");

    endpoint.close();

    assertThat(extension.client().atEnd()).isTrue();
    assertThat(extensions.fatal()).isCancelled();
    assertThat(extensions.ready()).isCancelled();
  }

  @Test
  @DisplayName("8.3/61: Ready is told once, with the first event/next")
  void nextWhenFirstThenThePlatformIsToldReady() throws IOException {
    registered("one", "\"INVOKE\"").poll();

    assertThat(nextStatus().state()).isEqualTo(ExtensionState.READY);
  }
}
