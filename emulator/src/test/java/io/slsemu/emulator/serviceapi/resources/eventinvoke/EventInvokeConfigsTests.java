package io.slsemu.emulator.serviceapi.resources.eventinvoke;

import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.PREFIX;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.ask;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertBadParameter;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertEmpty;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertInvalid;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertNotFound;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertReply;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.resources.CatalogFixture;
import io.slsemu.emulator.serviceapi.resources.FunctionFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventInvokeConfigsTests extends FunctionFixture {
  private static final Operation PUT = Operation.PUT_FUNCTION_EVENT_INVOKE_CONFIG;
  private static final Operation UPDATE = Operation.UPDATE_FUNCTION_EVENT_INVOKE_CONFIG;
  private static final Operation GET = Operation.GET_FUNCTION_EVENT_INVOKE_CONFIG;
  private static final Operation DELETE = Operation.DELETE_FUNCTION_EVENT_INVOKE_CONFIG;
  private static final Operation LIST = Operation.LIST_FUNCTION_EVENT_INVOKE_CONFIGS;
  private static final String F = "FunctionName=f";
  private static final String ARN = PREFIX + "function:f";
  private static final String QUEUE = "arn:aws:sqs:us-east-1:123456789012:q";

  private EventInvokeConfigs group;

  @BeforeEach
  void open() {
    publishLive();
    group = new EventInvokeConfigs(fixture.catalog, CatalogFixture.CLOCK);
  }

  private static String shown(String qualifier, String settings, String destinations) {
    return """
    {"LastModified":1795256430.456,"FunctionArn":"%s:%s"%s,"DestinationConfig":{%s}}"""
        .formatted(ARN, qualifier, settings, destinations);
  }

  private static final String NOWHERE = "\"OnSuccess\":{},\"OnFailure\":{}";

  private static String to(String side, String arn) {
    return "{\"DestinationConfig\":{\"" + side + "\":{\"Destination\":\"" + arn + "\"}}}";
  }

  @Test
  void putWhenOfTheFunctionThenIsThatOfTheLatestVersion() {
    assertReply(
        ask(group, PUT, F, "{\"MaximumRetryAttempts\":0}"),
        200,
        shown("$LATEST", ",\"MaximumRetryAttempts\":0", NOWHERE));
    assertReply(
        ask(group, GET, "FunctionName=f?Qualifier=$LATEST", ""),
        200,
        shown("$LATEST", ",\"MaximumRetryAttempts\":0", NOWHERE));

    assertThat(group.settings(f, null))
        .isEqualTo(new EventInvokeSettings(0, null, null, null))
        .isEqualTo(group.settings(f, "$LATEST"));
    assertThat(group.settings(f, "live")).isEqualTo(EventInvokeSettings.NONE);
  }

  @Test
  void putWhenThereWasOneThenReplacesAllOfIt() {
    ask(group, PUT, F, "{\"MaximumRetryAttempts\":2,\"MaximumEventAgeInSeconds\":60}");

    ask(group, PUT, F, to("OnFailure", QUEUE));

    assertThat(group.settings(f, null)).isEqualTo(new EventInvokeSettings(null, null, null, QUEUE));
  }

  @Test
  void updateWhenThereWasOneThenKeepsWhatIsNotNamed() {
    ask(
        group,
        PUT,
        "FunctionName=f:live",
        "{\"MaximumEventAgeInSeconds\":21600,\"DestinationConfig\":{\"OnSuccess\":{\"Destination\":\""
            + QUEUE
            + "\"}}}");

    assertReply(
        ask(group, UPDATE, "FunctionName=f:live", "{\"MaximumRetryAttempts\":1}"),
        200,
        shown(
            "live",
            ",\"MaximumRetryAttempts\":1,\"MaximumEventAgeInSeconds\":21600",
            "\"OnSuccess\":{\"Destination\":\"" + QUEUE + "\"},\"OnFailure\":{}"));
  }

  @Test
  void listWhenThereAreSomeThenAllOfTheFunction() {
    fixture.function("f2");
    for (String where :
        new String[] {F, "FunctionName=f:live", "FunctionName=f:1", "FunctionName=f2"}) {
      ask(group, PUT, where, "{\"MaximumRetryAttempts\":1}");
    }

    assertThat(ask(group, LIST, F, "").document().findValuesAsText("FunctionArn"))
        .containsExactly(ARN + ":$LATEST", ARN + ":1", ARN + ":live");
    var first = ask(group, LIST, "FunctionName=f?MaxItems=2", "").document();
    assertThat(first.path("FunctionEventInvokeConfigs")).hasSize(2);
    assertThat(
            ask(group, LIST, "FunctionName=f?Marker=" + first.path("NextMarker").asText(), "")
                .document()
                .findValuesAsText("FunctionArn"))
        .containsExactly(ARN + ":live");
  }

  @Test
  void deleteWhenThereIsOneThenItIsGone() {
    ask(group, PUT, F, "{\"MaximumRetryAttempts\":1}");

    assertEmpty(ask(group, DELETE, F, ""), 204);

    assertNone(GET, F, "$LATEST");
    assertNone(DELETE, F, "$LATEST");
  }

  @Test
  void removeWhenTheFunctionGoesThenSettingsGo() {
    ask(group, PUT, F, "{\"MaximumRetryAttempts\":1}");
    ask(group, PUT, "FunctionName=f:live", "{\"MaximumRetryAttempts\":1}");

    fixture.remove(f);

    assertThat(group.settings(f, null)).isEqualTo(EventInvokeSettings.NONE);
    assertThat(group.settings(f, "live")).isEqualTo(EventInvokeSettings.NONE);
  }

  @Test
  void putWhenADestinationIsAFunctionOrABusOrABucketThenIsTaken() {
    fixture.function("g");

    for (String arn :
        new String[] {
          PREFIX + "function:g",
          "arn:aws:events:us-east-1:123456789012:event-bus/b",
          "arn:aws:s3:::b"
        }) {
      ask(group, PUT, F, to("OnFailure", arn));

      assertThat(group.settings(f, null).onFailure()).isEqualTo(arn);
    }
  }

  @Test
  void putWhenADestinationIsEmptyThenThereIsNone() {
    ask(group, PUT, F, to("OnFailure", ""));

    assertReply(ask(group, GET, F, ""), 200, shown("$LATEST", "", NOWHERE));
  }

  @Test
  void putWhenADestinationCannotBeThenTheServicesWords() {
    assertBadParameter(
        group,
        PUT,
        F,
        to("OnSuccess", PREFIX + "function:no"),
        "The destination ARN " + PREFIX + "function:no is invalid.");
    assertBadParameter(
        group,
        PUT,
        F,
        to("OnSuccess", ARN),
        "You can't specify the function as a destination for itself.");
    assertBadParameter(
        group,
        PUT,
        F,
        to("OnSuccess", "arn:aws:iam:us-east-1:123456789012:function:f"),
        "The provided destination config DestinationConfig(onSuccess=OnSuccess(destination="
            + "arn:aws:iam:us-east-1:123456789012:function:f), onFailure=null) is invalid.");
    assertBadParameter(
        group,
        PUT,
        F,
        to("OnSuccess", "arn:aws:s3:::b"),
        "The provided destination config DestinationConfig(onSuccess=OnSuccess(destination="
            + "arn:aws:s3:::b), onFailure=null) is invalid.");
  }

  @Test
  void putWhenNothingIsSaidThenIsRefused() {
    assertBadParameter(
        group,
        PUT,
        F,
        "{}",
        "You must specify at least one of error handling or destination setting.");
  }

  @Test
  void putWhenMembersBreakTheModelThenNamesThem() {
    assertInvalid(
        group,
        PUT,
        F,
        "{\"MaximumRetryAttempts\":3,\"MaximumEventAgeInSeconds\":59,"
            + to("OnFailure", "arn:aws:_-/!sqs:x").substring(1),
        "3 validation errors detected: Value '3' at 'maximumRetryAttempts' failed to satisfy"
            + " constraint: Member must have value less than or equal to 2; Value '59' at"
            + " 'maximumEventAgeInSeconds' failed to satisfy constraint: Member must have value"
            + " greater than or equal to 60; Value 'arn:aws:_-/!sqs:x' at"
            + " 'destinationConfig.onFailure.destination' failed to satisfy constraint: Member must"
            + " satisfy regular expression pattern: $|kafka://([^.]([a-zA-Z0-9\\-_.]{0,248}))"
            + "|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:((eusc-)?[a-z]{2}((-gov)"
            + "|(-iso([a-z]?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)");
  }

  @Test
  void handleWhenThereIsNoFunctionThenNotFound() {
    String body = "{\"MaximumRetryAttempts\":1}";
    String words = "The function doesn't exist.";

    assertNotFound(group, PUT, "FunctionName=no", body, words);
    assertNotFound(group, PUT, "FunctionName=f?Qualifier=no", body, words);
    assertNotFound(group, UPDATE, "FunctionName=no", body, words);
    assertNotFound(group, LIST, "FunctionName=no", body, words);
    assertNone(GET, "FunctionName=f?Qualifier=no", "no");
    assertNone(UPDATE, "FunctionName=f?Qualifier=live", "live");
  }

  private void assertNone(Operation operation, String where, String qualifier) {
    assertNotFound(
        group,
        operation,
        where,
        "{\"MaximumRetryAttempts\":1}",
        "The function " + ARN + ":" + qualifier + " doesn't have an EventInvokeConfig");
  }
}
