package io.slsemu.emulator.serviceapi.resources.sources;

import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.ask;

import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.operation.Reply;
import io.slsemu.emulator.serviceapi.resources.CatalogFixture;
import io.slsemu.emulator.serviceapi.resources.FunctionFixture;
import io.slsemu.emulator.serviceapi.resources.tags.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A function that a test may map sources of events to, and the time in its hands. */
abstract class EventSourceMappingsFixture extends FunctionFixture {
  static final Operation CREATE = Operation.CREATE_EVENT_SOURCE_MAPPING;
  static final Operation UPDATE = Operation.UPDATE_EVENT_SOURCE_MAPPING;
  static final Operation GET = Operation.GET_EVENT_SOURCE_MAPPING;
  static final Operation DELETE = Operation.DELETE_EVENT_SOURCE_MAPPING;
  static final Operation LIST = Operation.LIST_EVENT_SOURCE_MAPPINGS;
  static final String SQS = "arn:aws:sqs:us-east-1:123456789012:q";
  static final String STREAM = "arn:aws:kinesis:us-east-1:123456789012:stream/s";
  static final String TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/t/stream/x";
  static final String KAFKA =
      """
      "SelfManagedEventSource":{"Endpoints":{"KAFKA_BOOTSTRAP_SERVERS":["kafka:1000"]}},
      "Topics":["topic"]""";
  static final String ACCESS =
      ",\"SourceAccessConfigurations\":[{\"Type\":\"BASIC_AUTH\",\"URI\":\"arn:aws:secret\"}]";

  final List<String> warnings = new ArrayList<>();
  Tags tags;
  EventSourceMappings group;
  Instant now = CatalogFixture.CLOCK.instant();

  @BeforeEach
  void open() {
    publishLive();
    tags = new Tags(fixture.catalog);
    group =
        new EventSourceMappings(
            fixture.catalog, tags, () -> now, Duration.ofSeconds(1), warnings::add);
  }

  void settle() {
    now = now.plusSeconds(1);
  }

  static String of(String source, String more) {
    return "{\"FunctionName\":\"f\",\"EventSourceArn\":\"" + source + "\"" + more + "}";
  }

  static final String LATEST = ",\"StartingPosition\":\"LATEST\"";

  static String uuid(Reply reply) {
    return reply.document().path("UUID").asText();
  }

  String state(String uuid) {
    return ask(group, GET, "UUID=" + uuid, "").document().path("State").asText();
  }
}
