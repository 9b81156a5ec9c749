package io.slsemu.emulator.serviceapi.resources.sources;

import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.PREFIX;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.ask;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertNotFound;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertReply;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slsemu.emulator.serviceapi.operation.Reply;
import io.slsemu.emulator.serviceapi.resources.CatalogFixture;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventSourceMappingsTests extends EventSourceMappingsFixture {
  @Test
  void createWhenOfAQueueThenHasTheServicesDefaults() {
    Reply created = ask(group, CREATE, "", of(SQS, ",\"Tags\":{\"k\":\"v\"}"));

    String uuid = uuid(created);
    String arn = PREFIX + "event-source-mapping:" + uuid;
    assertReply(
        created,
        202,
        """
        {"UUID":"%s","EventSourceMappingArn":"%s","BatchSize":10,"EventSourceArn":"%s",
         "FunctionArn":"%s","FunctionResponseTypes":[],"MaximumBatchingWindowInSeconds":0,
         "LastModified":1795256430.456,"State":"Creating","StateTransitionReason":"USER_INITIATED",
         "LastProcessingResult":
           "No records processed: sls-emu does not poll an SQS queue yet"}"""
            .formatted(uuid, arn, SQS, f));
    assertThat(tags.of(arn)).isEqualTo(Map.of("k", "v"));
    assertThat(group.isThere(arn)).isTrue();
    assertThat(warnings).hasSize(1).first().asString().contains(arn, "does not poll an SQS queue");
    settle();
    assertThat(state(uuid)).isEqualTo("Enabled");
  }

  @Test
  void createWhenOfAStreamThenHasTheServicesDefaults() {
    Reply created = ask(group, CREATE, "", of(STREAM, LATEST));

    JsonNode document = created.document();
    assertReply(
        created,
        202,
        """
        {"UUID":"%s","EventSourceMappingArn":"%s","BatchSize":100,
         "BisectBatchOnFunctionError":false,"DestinationConfig":{"OnFailure":{}},
         "EventSourceArn":"%s","FunctionArn":"%s","FunctionResponseTypes":[],
         "LastModified":1795256430.456,
         "LastProcessingResult":
           "No records processed: sls-emu does not poll a Kinesis stream yet",
         "MaximumBatchingWindowInSeconds":0,"MaximumRecordAgeInSeconds":-1,
         "MaximumRetryAttempts":-1,"ParallelizationFactor":1,"StartingPosition":"LATEST",
         "State":"Creating","StateTransitionReason":"User action","TumblingWindowInSeconds":0}"""
            .formatted(uuid(created), document.path("EventSourceMappingArn").asText(), STREAM, f));
  }

  @Test
  void createWhenOfAClusterOfOnesOwnThenItsGroupIsCalledAsItIs() {
    JsonNode document =
        ask(group, CREATE, "", "{\"FunctionName\":\"f\"," + KAFKA + ACCESS + "}").document();

    assertThat(document.path("StartingPosition").asText()).isEqualTo("TRIM_HORIZON");
    assertThat(document.path("BatchSize").asInt()).isEqualTo(100);
    assertThat(document.path("SelfManagedKafkaEventSourceConfig").path("ConsumerGroupId"))
        .isEqualTo(document.path("UUID"));
    assertThat(document.has("MaximumBatchingWindowInSeconds")).isFalse();
  }

  @Test
  void createWhenDisabledThenIsSoAtOnce() {
    Reply created =
        ask(group, CREATE, "", of(SQS, ",\"Enabled\":false,\"FunctionName\":\"f:live\""));

    assertThat(created.document().path("State").asText()).isEqualTo("Disabled");
    assertThat(created.document().path("FunctionArn").asText()).isEqualTo(f + ":live");
  }

  @Test
  void createWhenASecondOfAKindThenWarnsOnce() {
    ask(group, CREATE, "", of(SQS, ""));
    ask(group, CREATE, "", of(SQS + "2", ""));

    assertThat(warnings).hasSize(1);
  }

  @Test
  void updateWhenSwitchedOffThenIsDisablingAndDisabled() {
    String uuid = uuid(ask(group, CREATE, "", of(SQS, "")));
    settle();

    Reply updated = ask(group, UPDATE, "UUID=" + uuid, "{\"Enabled\":false,\"BatchSize\":5}");

    assertThat(updated.status()).isEqualTo(202);
    assertThat(updated.document().path("State").asText()).isEqualTo("Disabling");
    assertThat(updated.document().path("BatchSize").asInt()).isEqualTo(5);
    settle();
    assertThat(state(uuid)).isEqualTo("Disabled");
    fixture.function("g");
    JsonNode moved = ask(group, UPDATE, "UUID=" + uuid, "{\"FunctionName\":\"g\"}").document();
    assertThat(moved.path("State").asText()).isEqualTo("Updating");
    assertThat(moved.path("FunctionArn").asText()).isEqualTo(PREFIX + "function:g");
  }

  @Test
  void deleteWhenThereIsOneThenIsDeletingAndGone() {
    Reply created = ask(group, CREATE, "", of(SQS, ""));
    String where = "UUID=" + uuid(created);
    settle();

    Reply deleted = ask(group, DELETE, where, "");

    assertThat(deleted.status()).isEqualTo(202);
    assertThat(deleted.document().path("State").asText()).isEqualTo("Deleting");
    settle();
    assertNotFound(group, GET, where, "", "The resource you requested does not exist.");
    assertReply(ask(group, LIST, "", ""), 200, "{\"EventSourceMappings\":[]}");
    assertThat(ask(group, CREATE, "", of(SQS, "")).status()).isEqualTo(202);
  }

  @Test
  void removeWhenTheFunctionGoesThenTheMappingStays() {
    String uuid = uuid(ask(group, CREATE, "", of(SQS, "")));
    settle();

    fixture.remove(f);

    assertThat(state(uuid)).isEqualTo("Enabled");
  }

  @Test
  void listWhenThereAreFiltersThenOnlyThose() {
    ask(group, CREATE, "", of(SQS, ""));
    ask(group, CREATE, "", of(STREAM, LATEST));
    fixture.function("g");
    ask(group, CREATE, "", of(SQS, ",\"FunctionName\":\"g\""));

    assertThat(listed("")).hasSize(3);
    assertThat(listed("?EventSourceArn=" + SQS)).hasSize(2);
    assertThat(listed("?FunctionName=f")).hasSize(2);
    assertThat(listed("?FunctionName=g&EventSourceArn=" + SQS)).hasSize(1);
    assertThat(listed("?FunctionName=doesnotexist")).isEmpty();
  }

  @Test
  void createWhenThereAreFiltersThenTheseAreShownUnlessTheyAreNone() {
    String filters = "{\"Filters\":[{\"Pattern\":\"{\\\"body\\\":{\\\"a\\\":[1]}}\"}]}";

    assertThat(
            ask(group, CREATE, "", of(SQS, ",\"FilterCriteria\":" + filters))
                .document()
                .path("FilterCriteria"))
        .isEqualTo(CatalogFixture.json(filters));
    assertThat(
            ask(group, CREATE, "", of(TABLE, LATEST + ",\"FilterCriteria\":{\"Filters\":[]}"))
                .document()
                .has("FilterCriteria"))
        .isFalse();
  }

  private JsonNode listed(String where) {
    return ask(group, LIST, where, "").document().path("EventSourceMappings");
  }
}
