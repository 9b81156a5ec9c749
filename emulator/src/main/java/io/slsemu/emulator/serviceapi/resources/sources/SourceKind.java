package io.slsemu.emulator.serviceapi.resources.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What events can come from. */
enum SourceKind {
  SQS("an SQS queue", 10),
  KINESIS("a Kinesis stream", 100),
  DYNAMODB("a DynamoDB stream", 100),
  MSK("an MSK cluster", 100),
  SELF_MANAGED_KAFKA("an Apache Kafka cluster", 100),
  MQ("an MQ broker", 100),
  DOCUMENT_DB("a DocumentDB cluster", 100);

  private static final Pattern SERVICE = Pattern.compile("arn:[^:]+:(?<service>[^:]+):.*");

  private final String words;
  private final int batchSize;

  SourceKind(String words, int batchSize) {
    this.words = words;
    this.batchSize = batchSize;
  }

  /** Of a mapping's settings; null if it names none. */
  static @Nullable SourceKind of(JsonNode settings) {
    if (settings.has("SelfManagedEventSource")) {
      return SELF_MANAGED_KAFKA;
    }
    Matcher arn = SERVICE.matcher(settings.path("EventSourceArn").asText());
    if (!arn.matches()) {
      return null;
    }
    return switch (arn.group("service")) {
      case "sqs" -> SQS;
      case "kinesis" -> KINESIS;
      case "dynamodb" -> DYNAMODB;
      case "kafka" -> MSK;
      case "mq" -> MQ;
      case "rds" -> DOCUMENT_DB;
      default -> null;
    };
  }

  String words() {
    return words;
  }

  boolean isStream() {
    return this == KINESIS || this == DYNAMODB;
  }

  boolean isKafka() {
    return this == MSK || this == SELF_MANAGED_KAFKA;
  }

  /** The service has two spellings, as recorded. */
  String transitionReason() {
    return isStream() ? "User action" : "USER_INITIATED";
  }

  /** What the service sets where nobody says otherwise, as recorded. */
  void defaults(ObjectNode settings) {
    if (!settings.has("BatchSize")) {
      settings.put("BatchSize", batchSize);
    }
    if (!isKafka()) {
      absent(settings, "MaximumBatchingWindowInSeconds", 0);
      if (!settings.has("FunctionResponseTypes")) {
        settings.putArray("FunctionResponseTypes");
      }
    }
    if (isStream()) {
      absent(settings, "MaximumRecordAgeInSeconds", -1);
      absent(settings, "MaximumRetryAttempts", -1);
      absent(settings, "ParallelizationFactor", 1);
      absent(settings, "TumblingWindowInSeconds", 0);
      if (!settings.has("BisectBatchOnFunctionError")) {
        settings.put("BisectBatchOnFunctionError", false);
      }
      if (!settings.has("DestinationConfig")) {
        settings.putObject("DestinationConfig").putObject("OnFailure");
      }
    }
    if (this == SELF_MANAGED_KAFKA && !settings.has("StartingPosition")) {
      settings.put("StartingPosition", "TRIM_HORIZON");
    }
  }

  private static void absent(ObjectNode settings, String name, int number) {
    if (!settings.has(name)) {
      settings.put(name, number);
    }
  }
}
