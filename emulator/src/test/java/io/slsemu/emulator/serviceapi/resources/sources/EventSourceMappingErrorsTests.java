package io.slsemu.emulator.serviceapi.resources.sources;

import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.ask;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertBadParameter;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertConflict;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertInvalid;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertNotFound;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertRefused;

import io.slsemu.emulator.serviceapi.operation.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventSourceMappingErrorsTests extends EventSourceMappingsFixture {
  @Test
  void updateAndDeleteWhenAChangeIsNotOverThenItIsInUse() {
    String where = "UUID=" + uuid(ask(group, CREATE, "", of(SQS, "")));

    assertRefused(
        group,
        UPDATE,
        where,
        "{}",
        400,
        "ResourceInUseException",
        "{\"Type\":\"User\",\"Message\":\"Cannot update the event source mapping because it is in"
            + " use.\"}");
    assertRefused(
        group,
        DELETE,
        where,
        "",
        400,
        "ResourceInUseException",
        "{\"Type\":\"User\",\"Message\":\"Cannot delete the event source mapping because it is in"
            + " use.\"}");
  }

  @Test
  void createWhenThereIsOneThenConflict() {
    String queue = uuid(ask(group, CREATE, "", of(SQS, "")));
    String stream = uuid(ask(group, CREATE, "", of(STREAM, LATEST)));
    String cluster = "{\"FunctionName\":\"f\"," + KAFKA + ACCESS + "}";
    String kafka = uuid(ask(group, CREATE, "", cluster));

    assertConflict(
        group,
        CREATE,
        "",
        of(SQS, ""),
        "An event source mapping with SQS arn (\" "
            + SQS
            + " \") and function (\" f \") already exists. Please update or delete the existing"
            + " mapping with UUID "
            + queue);
    assertConflict(
        group,
        CREATE,
        "",
        of(STREAM, LATEST),
        "The event source arn (\" "
            + STREAM
            + " \") and function (\" f \") provided mapping already exists. Please update or"
            + " delete the existing mapping with UUID "
            + stream);
    assertConflict(
        group,
        CREATE,
        "",
        cluster,
        "An event source mapping with event source (\"kafka:1000\"), function (\""
            + f
            + "\"), topics (\"topic\") already exists. Please update or delete the existing"
            + " mapping with UUID "
            + kafka);
  }

  @Test
  void createWhenItCannotBeThenTheServicesWords() {
    bad("{\"FunctionName\":\"no\"}", "Unrecognized event source.");
    bad("{\"FunctionName\":\"no\",\"EventSourceArn\":\"" + SQS + "\"}", "Function does not exist");
    bad(
        of(
            SQS,
            ",\"FunctionName\":\"no\",\"DestinationConfig\":{\"OnSuccess\":{\"Destination\":\"x\"}}"),
        "Unsupported DestinationConfig parameter for given event source mapping type.");
    bad(
        of(SQS, ",\"ParallelizationFactor\":2"),
        "Unsupported ParallelizationFactor parameter for given event source mapping type.");
    bad(of(SQS, LATEST), "StartingPosition is not valid for SQS event sources.");
    bad(
        of(SQS, ",\"BatchSize\":11"),
        "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater"
            + " than 10");
    bad(
        of(SQS + ".fifo", ",\"MaximumBatchingWindowInSeconds\":1"),
        "Batching window is not supported for FIFO queues");
    bad(
        of(STREAM, ""),
        "1 validation error detected: Value null at 'startingPosition' failed to satisfy"
            + " constraint: Member must not be null.");
    bad(
        of(TABLE, ",\"StartingPosition\":\"AT_TIMESTAMP\""),
        "Unsupported starting position for arn type: " + TABLE);
    bad(
        "{\"FunctionName\":\"f\"," + KAFKA + "}",
        "Required 'sourceAccessConfigurations' parameter is missing.");
    for (String pattern : new String[] {"\\\"text\\\"", "null", "{\\\"a\\\":1}", ""}) {
      bad(
          of(SQS, ",\"FilterCriteria\":{\"Filters\":[{\"Pattern\":\"" + pattern + "\"}]}"),
          "Invalid filter pattern definition.");
    }
  }

  @Test
  void createWhenMembersBreakTheModelThenNamesThem() {
    assertInvalid(
        group,
        CREATE,
        "",
        of(STREAM, ",\"StartingPosition\":\"invalid\""),
        "1 validation error detected: Value 'invalid' at 'startingPosition' failed to satisfy"
            + " constraint: Member must satisfy enum value set: [LATEST, AT_TIMESTAMP,"
            + " TRIM_HORIZON]");
    assertInvalid(
        group,
        CREATE,
        "",
        "{\"BatchSize\":0,\"SourceAccessConfigurations\":[{\"Type\":\"VPC_SUBNET\"},{\"URI\":\" \"}]}",
        "3 validation errors detected: Value null at 'functionName' failed to satisfy constraint:"
            + " Member must not be null; Value '0' at 'batchSize' failed to satisfy constraint:"
            + " Member must have value greater than or equal to 1; Value ' ' at"
            + " 'sourceAccessConfigurations.2.member.uRI' failed to satisfy constraint: Member must"
            + " satisfy regular expression pattern: [a-zA-Z0-9-\\/*:_+=.@-]*");
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {
        "GET_EVENT_SOURCE_MAPPING",
        "UPDATE_EVENT_SOURCE_MAPPING",
        "DELETE_EVENT_SOURCE_MAPPING"
      })
  void handleWhenThereIsNoneThenNotFound(Operation operation) {
    assertNotFound(
        group,
        operation,
        "UUID=4ea95a55-21f8-4d58-b8b9-41e0a5f8b9a1",
        "{\"Enabled\":false}",
        "The resource you requested does not exist.");
  }

  @Test
  void updateWhenTheBatchNeedsAWindowThenTheServicesWords() {
    String uuid = uuid(ask(group, CREATE, "", of(SQS, "")));
    settle();

    assertBadParameter(
        group,
        UPDATE,
        "UUID=" + uuid,
        "{\"BatchSize\":11}",
        "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater"
            + " than 10");
  }

  private void bad(String body, String message) {
    assertBadParameter(group, CREATE, "", body, message);
  }
}
