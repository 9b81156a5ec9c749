package io.slsemu.runtimeapi.http;

import static io.slsemu.runtimeapi.http.ApiFixture.get;
import static io.slsemu.runtimeapi.http.ApiFixture.invocation;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.runtimeapi.http.RawClient.Reply;
import io.slsemu.runtimeapi.model.ExtensionFault;
import io.slsemu.runtimeapi.state.ExtensionState;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtensionErrorTests extends ConnectedExtension {

  @ParameterizedTest
  @ValueSource(strings = {EXTENSION_INIT_ERROR, EXIT_ERROR})
  @DisplayName("8.3/58: the error type is required")
  void errorWhenTypeIsMissingThenRefused(String path) throws IOException {
    Registered extension = registered("one", "");

    Reply reply = client.post(path, "{}", "Lambda-Extension-Identifier: " + extension.id());

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.text())
        .isEqualTo(
            errorBody("Extension.MissingHeader", "Lambda-Extension-Function-Error-Type not found"));
  }

  @ParameterizedTest
  @ValueSource(strings = {EXTENSION_INIT_ERROR, EXIT_ERROR})
  @DisplayName("8.3/55, 8.3/58: a missing, malformed or unknown identifier is refused")
  void errorWhenIdentifierIsWrongThenRefused(String path) throws IOException {
    assertThat(client.post(path, "").text()).contains("Extension.MissingExtensionIdentifier");
    for (String id : List.of("x", STRANGER)) {
      Reply reply = new Registered(client, id).post(path, "Extension.X", "{}");

      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.text())
          .contains(
              id.equals("x")
                  ? "\"Extension.InvalidExtensionIdentifier\""
                  : "\"Unknown extension " + STRANGER + "\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {EXTENSION_INIT_ERROR, EXIT_ERROR})
  @DisplayName("8.3/58: accepted, and again")
  void errorWhenRepeatedThenAccepted(String path) throws IOException {
    Registered extension = registered("one", "");

    Reply first = extension.post(path, "Extension.NoKey", "{\"errorMessage\":\"no key\"}");
    Reply second = extension.post(path, "Extension.Other", "");

    ExtensionFault.Type type =
        path.equals(EXIT_ERROR) ? ExtensionFault.Type.EXIT_ERROR : ExtensionFault.Type.INIT_ERROR;
    for (Reply reply : List.of(first, second)) {
      assertThat(reply.status()).isEqualTo(202);
      assertThat(reply.text()).isEqualTo("{\"status\":\"OK\"}\n");
    }
    assertThat(extensions.firstFault())
        .contains(new ExtensionFault("one", type, "Extension.NoKey: no key"));
    assertThat(nextStatus().errorType()).isEqualTo(type.wireName());
    assertThat(told).isEmpty();
    assertThat(extensions.fatal()).isNotDone();
  }

  @Test
  @DisplayName("8.3/58: init/error is for extensions that were not at event/next yet")
  void initErrorWhenReadyThenRefused() throws IOException {
    Registered extension = ready("one", "");

    Reply reply = new Registered(client, extension.id()).post(EXTENSION_INIT_ERROR, "E.X", "");

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.text())
        .isEqualTo(
            errorBody(
                "Extension.InvalidExtensionState",
                "State transition from Ready to InitError failed for extension "
                    + extension.id()
                    + ". Error: State transition is not allowed"));
    assertThat(extensions.firstFault()).isEmpty();
  }

  @Test
  @DisplayName("8.3/58: after exit/error nothing else is taken")
  void nextWhenExitErrorWasPostedThenRefused() throws IOException {
    Registered extension = registered("one", "");
    extension.post(EXIT_ERROR, "E.X", "");

    extension.poll();

    assertThat(extension.client().read().text())
        .contains("State transition from ExitError to Ready failed");
    assertThat(extension.post(EXTENSION_INIT_ERROR, "E.X", "").status()).isEqualTo(403);
  }

  @Test
  @DisplayName("8.3/62: a crash in init is Extension.Crash with the exit text")
  void exitedWhenInInitThenCrash() throws IOException {
    registered("one", "");

    extensions.exited("one", "exit status 3");

    assertThat(get(extensions.fatal()))
        .isEqualTo(new ExtensionFault("one", ExtensionFault.Type.CRASH, "exit status 3"));
    assertThat(get(extensions.fatal()).type().wireName()).isEqualTo("Extension.Crash");
    assertThat(extensions.externalRegistered()).isNotDone();
  }

  @Test
  @DisplayName("8.3/62: a crash in an invocation is Extension.Crash with the exit text")
  void exitedWhenInInvokeThenCrash() throws IOException {
    Registered extension = ready("one", "\"INVOKE\"");
    runtimeAtNext();
    session.offer(invocation("a"));
    extension.client().read();

    extensions.exited("one", "signal: killed");

    assertThat(get(extensions.fatal()))
        .isEqualTo(new ExtensionFault("one", ExtensionFault.Type.CRASH, "signal: killed"));
  }

  @Test
  @DisplayName("8.3/63: exit/error and then the exit: ExitError wins")
  void exitedWhenExitErrorWasPostedThenExitError() throws IOException {
    Registered extension = ready("one", "\"INVOKE\"");
    runtimeAtNext();
    session.offer(invocation("a"));
    extension.client().read();
    extension.post(EXIT_ERROR, "Extension.Gone", "{\"errorMessage\":\"bye\"}");

    extensions.exited("one", "exit status 1");

    assertThat(get(extensions.fatal()))
        .isEqualTo(
            new ExtensionFault("one", ExtensionFault.Type.EXIT_ERROR, "Extension.Gone: bye"));
    assertThat(extensions.statuses().get(0).state()).isEqualTo(ExtensionState.EXIT_ERROR);
    assertThat(extensions.statuses().get(0).errorType()).isEqualTo("Extension.ExitError");
  }

  @Test
  @DisplayName("8.2/46: an error body over 1 MiB is 413")
  void errorWhenBodyIsTooLargeThenRefused() throws IOException {
    Registered extension = registered("one", "");

    Reply reply = extension.post(EXIT_ERROR, "E.X", "x".repeat((1 << 20) + 1));

    assertThat(reply.status()).isEqualTo(413);
    assertThat(extension.post(EXIT_ERROR, "E.X", "x".repeat(1 << 20)).status()).isEqualTo(202);
  }
}
