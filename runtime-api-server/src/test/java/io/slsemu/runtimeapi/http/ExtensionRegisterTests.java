package io.slsemu.runtimeapi.http;

import static io.slsemu.runtimeapi.http.ApiFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.runtimeapi.http.RawClient.Reply;
import io.slsemu.runtimeapi.model.FunctionIdentity;
import io.slsemu.runtimeapi.model.LifecycleEvent;
import io.slsemu.runtimeapi.session.ExtensionSession;
import io.slsemu.runtimeapi.session.ExtensionStatus;
import io.slsemu.runtimeapi.state.ExtensionKind;
import io.slsemu.runtimeapi.state.ExtensionState;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtensionRegisterTests extends ConnectedExtension {

  private static final String METADATA =
      "\"functionName\":\"shop\",\"functionVersion\":\"7\",\"handler\":\"index.handler\"}\n";

  @Test
  @DisplayName("8.3/50: register answers an identifier and the function's metadata")
  void registerWhenExternalThenIdentifierAndMetadata() throws IOException {
    Reply reply = register(client, "one", "{\"events\":[\"SHUTDOWN\",\"INVOKE\"]}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(UUID.fromString(reply.header("Lambda-Extension-Identifier"))).isNotNull();
    assertThat(reply.text()).isEqualTo("{" + METADATA);
    assertThat(nextStatus())
        .isEqualTo(
            new ExtensionStatus(
                "one",
                ExtensionKind.EXTERNAL,
                ExtensionState.REGISTERED,
                List.of(LifecycleEvent.Type.INVOKE, LifecycleEvent.Type.SHUTDOWN),
                null));
  }

  @Test
  @DisplayName("8.3/50: a name that the platform does not know is an internal extension's")
  void registerWhenNameIsUnknownThenInternal() throws IOException {
    registered("GoLangEnableSIGTERM", "");

    ExtensionStatus last = extensions.statuses().get(2);
    assertThat(last.kind()).isEqualTo(ExtensionKind.INTERNAL);
    assertThat(last.name()).isEqualTo("GoLangEnableSIGTERM");
    assertThat(last.subscriptions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"accountId|true", "x, accountId|true", "x,accountId,y|true", "accountid|false"})
  @DisplayName("8.3/51: accountId only if it is asked for")
  void registerWhenFeatureIsAskedForThenAccountId(String feature, boolean there)
      throws IOException {
    Reply reply =
        client.post(
            REGISTER,
            "{}",
            "Lambda-Extension-Name: one",
            "Lambda-Extension-Accept-Feature: " + feature);

    assertThat(reply.text())
        .isEqualTo((there ? "{\"accountId\":\"123456789012\"," : "{") + METADATA);
  }

  @Test
  @DisplayName("8.3/51: accountId only if it is known")
  void registerWhenAccountIsNotKnownThenNoAccountId() throws IOException {
    open(new FunctionIdentity("shop", "7", "index.handler", null), "one");

    Reply reply =
        client.post(
            REGISTER,
            "{}",
            "Lambda-Extension-Name: one",
            "Lambda-Extension-Accept-Feature: accountId");

    assertThat(reply.text()).isEqualTo("{" + METADATA);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Lambda-Extension-Name:"})
  @DisplayName("8.3/52: an empty name is refused")
  void registerWhenNameIsEmptyThenRefused(String header) throws IOException {
    Reply reply =
        header.isEmpty() ? client.post(REGISTER, "{}") : client.post(REGISTER, "{}", header);

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.text())
        .isEqualTo(errorBody("Extension.InvalidExtensionName", "Empty extension name"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "7",
        "{\"events\":\"INVOKE\"}",
        "{\"events\":[1]}",
        "{} {}",
        "{\"events\":[\"INVOKE\"]",
        "{\"events\":[\"INVOKE\"}",
        "{\"events\":[\"\u0001\"]}"
      })
  @DisplayName("8.3/52: a body that is none is refused, with the reason on one line")
  void registerWhenBodyIsInvalidThenRefused(String body) throws IOException {
    Reply reply = register(client, "one", body);

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.text())
        .contains("\"errorType\":\"InvalidRequestFormat\"")
        .doesNotContain("Source", "com.fasterxml", "\\n");
    assertThat(reply.header("Lambda-Extension-Identifier")).isNull();
  }

  @Test
  @DisplayName("8.3/52: the old configurationKeys are refused")
  void registerWhenConfigurationKeysThenRefused() throws IOException {
    Reply reply = register(client, "one", "{\"events\":[],\"configurationKeys\":[\"A\"]}");

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.text())
        .isEqualTo(
            errorBody(
                "InvalidRequestFormat",
                "configurationKeys are deprecated; use environment variables instead"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "{\"events\":null}", "{\"events\":[],\"x\":{\"y\":[1]}}"})
  @DisplayName("8.3/50: no events are events enough")
  void registerWhenNoEventsThenAccepted(String body) throws IOException {
    assertThat(register(client, "one", body).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"one", "internal"})
  @DisplayName("8.3/52: an unknown event is refused")
  void registerWhenEventIsUnknownThenRefused(String name) throws IOException {
    Reply reply = register(client, name, "{\"events\":[\"INVOKE\",\"<RESTORE>\"]}");

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.text())
        .isEqualTo(
            errorBody(
                "Extension.InvalidEventType", "\\u003cRESTORE\\u003e: ErrorInvalidEventType"));
  }

  @Test
  @DisplayName("8.3/52: SHUTDOWN is not for internal extensions")
  void registerWhenInternalAsksForShutdownThenRefused() throws IOException {
    Reply reply = register(client, "internal", "{\"events\":[\"INVOKE\",\"SHUTDOWN\"]}");

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.text())
        .isEqualTo(
            errorBody(
                "Extension.InvalidEventType",
                "SHUTDOWN: ShutdownEventNotSupportedForInternalExtension"));
    assertThat(extensions.statuses()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "internal"})
  @DisplayName("8.3/53: after the runtime's first next, registration is closed")
  void registerWhenTheRuntimeIsAtNextThenClosed(String name) throws IOException {
    runtimeAtNext();

    Reply reply = register(client, name, "{}");

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.text())
        .isEqualTo(
            errorBody("Extension.RegistrationClosed", "Extension registration closed already"));
  }

  @Test
  @DisplayName("8.3/54: an eleventh extension is refused, internal and external taken together")
  void registerWhenTenAreThereThenRefused() throws IOException {
    for (int i = 3; i <= 10; i++) {
      registered("internal-" + i, "");
    }

    Reply reply = register(client, "internal-11", "{}");

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.text())
        .isEqualTo(errorBody("Extension.TooManyExtensions", "Extension limit (10) reached"));
    assertThat(register(client, "two", "{}").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("8.3/54: the same name twice is refused")
  void registerWhenNameIsTakenThenRefused() throws IOException {
    registered("internal", "");
    registered("one", "");

    Reply internal = register(client, "internal", "{}");
    Reply external = register(client, "one", "{}");

    assertThat(internal.status()).isEqualTo(403);
    assertThat(internal.text())
        .isEqualTo(
            errorBody(
                "Extension.InvalidExtensionState", "Extension with this name already registered"));
    assertThat(external.status()).isEqualTo(403);
    assertThat(external.text())
        .isEqualTo(
            errorBody(
                "Extension.InvalidExtensionState",
                "State transition from Registered to Registered failed for extension one."
                    + " Error: State transition is not allowed"));
  }

  @Test
  @DisplayName("8.3/54: an environment's identifiers are its own")
  void registerWhenSameNameInTwoEnvironmentsThenIdentifiersDiffer() throws IOException {
    Registered here = registered("one", "");
    open(new FunctionIdentity("shop", "7", "index.handler", null), "one");
    Registered there = registered("one", "");

    there.client().send(nextOf(here.id()));

    assertThat(there.client().read().text()).contains("Extension.UnknownExtensionIdentifier");
  }

  @ParameterizedTest
  @ValueSource(strings = {REGISTER, EVENT_NEXT, EXTENSION_INIT_ERROR, EXIT_ERROR})
  @DisplayName("8.3/59: disabled extensions are 404 everywhere")
  void requestWhenDisabledThenNotFound(String path) throws IOException {
    open(ExtensionSession.disabled());

    for (Reply reply : List.of(client.get(path), client.post(path, "{}"))) {
      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.text()).isEqualTo("404 page not found\n");
    }
  }

  @Test
  @DisplayName("8.2/22: the wrong verb is 405, another path 404")
  void requestWhenVerbOrPathIsWrongThenRefused() throws IOException {
    for (String path : List.of(REGISTER, EXTENSION_INIT_ERROR, EXIT_ERROR)) {
      Reply reply = client.get(path);
      assertThat(reply.status()).isEqualTo(405);
      assertThat(reply.body()).isEmpty();
    }
    assertThat(client.post(EVENT_NEXT, "{}").status()).isEqualTo(405);
    assertThat(client.get("/2020-01-01/extension").status()).isEqualTo(404);
    assertThat(client.get(REGISTER + "/").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("8.2/46: a body over 1 MiB is 413, one of 1 MiB is read")
  void registerWhenBodyIsTooLargeThenRefused() throws IOException {
    String head = "{\"events\":[],\"x\":\"";
    String fits = head + "x".repeat((1 << 20) - head.length() - 2) + "\"}";

    Reply tooLarge = register(client, "one", fits + " ");
    Reply exact = register(client, "one", fits);

    assertThat(tooLarge.status()).isEqualTo(413);
    assertThat(tooLarge.text())
        .isEqualTo(
            errorBody(
                "RequestEntityTooLarge", "Exceeded maximum allowed payload size (1048576 bytes)."));
    assertThat(exact.status()).isEqualTo(200);
  }

  @Test
  void externalRegisteredWhenTheLastHasRegisteredThenCompletes() throws IOException {
    registered("one", "");
    assertThat(extensions.externalRegistered()).isNotDone();

    registered("two", "");

    get(extensions.externalRegistered());
  }
}
