package io.slsemu.emulator.serviceapi.resources.sources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import java.util.List;

/** What a mapping's settings must be together, and for their source; the words are recorded. */
final class MappingRules {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_SQS_BATCH = 10;

  /** What only streams have. */
  private static final List<String> OF_STREAMS =
      List.of(
          "ParallelizationFactor",
          "MaximumRecordAgeInSeconds",
          "MaximumRetryAttempts",
          "BisectBatchOnFunctionError",
          "TumblingWindowInSeconds");

  private MappingRules() {}

  /**
   * @param settings as a request names them, without defaults
   * @throws Refused if the source is none
   */
  static SourceKind source(ObjectNode settings) {
    SourceKind kind = SourceKind.of(settings);
    if (kind == null) {
      throw refused("Unrecognized event source.");
    }
    if (kind == SourceKind.SELF_MANAGED_KAFKA && !settings.has("SourceAccessConfigurations")) {
      throw refused("Required 'sourceAccessConfigurations' parameter is missing.");
    }
    return kind;
  }

  /**
   * @param settings as a request names them, without defaults
   * @throws Refused if the source knows one of them not
   */
  static void supported(SourceKind kind, ObjectNode settings) {
    JsonNode destinations = settings.path("DestinationConfig");
    boolean takesFailures = kind.isStream() || kind.isKafka();
    if (destinations.path("OnSuccess").has("Destination")
        || (!takesFailures && destinations.path("OnFailure").has("Destination"))) {
      throw unsupported("DestinationConfig");
    }
    for (String name : OF_STREAMS) {
      if (settings.has(name) && !kind.isStream() && !kind.isKafka()) {
        throw unsupported(name);
      }
    }
    if (settings.has("ScalingConfig") && kind != SourceKind.SQS) {
      throw unsupported("ScalingConfig");
    }
    if (settings.has("Topics") && !kind.isKafka()) {
      throw unsupported("Topics");
    }
    if (settings.has("Queues") && kind != SourceKind.MQ) {
      throw unsupported("Queues");
    }
  }

  /**
   * @param settings as a request to make one names them
   * @throws Refused if it does not say where to begin, where that must be said
   */
  static void start(SourceKind kind, ObjectNode settings) {
    String position = settings.path("StartingPosition").asText();
    if (kind == SourceKind.SQS && !position.isEmpty()) {
      throw refused("StartingPosition is not valid for SQS event sources.");
    }
    if (position.isEmpty() && (kind.isStream() || kind == SourceKind.MSK)) {
      throw refused(
          "1 validation error detected: Value null at 'startingPosition' failed to satisfy"
              + " constraint: Member must not be null.");
    }
    if (kind == SourceKind.DYNAMODB && position.equals("AT_TIMESTAMP")) {
      throw refused(
          "Unsupported starting position for arn type: "
              + settings.path("EventSourceArn").asText());
    }
    if (position.equals("AT_TIMESTAMP") != settings.has("StartingPositionTimestamp")) {
      throw refused(
          "StartingPosition AT_TIMESTAMP and StartingPositionTimestamp go together: give both or"
              + " neither");
    }
    if (kind.isKafka() && !settings.has("Topics")) {
      throw refused("Topics is required for " + kind.words() + ": name one");
    }
    if (kind == SourceKind.MQ && !settings.has("Queues")) {
      throw refused("Queues is required for " + kind.words() + ": name one");
    }
  }

  /**
   * @param settings with defaults
   * @throws Refused if they do not go together
   */
  static void together(SourceKind kind, ObjectNode settings) {
    int batch = settings.path("BatchSize").asInt();
    int window = settings.path("MaximumBatchingWindowInSeconds").asInt();
    boolean fifo = settings.path("EventSourceArn").asText().endsWith(".fifo");
    if (kind == SourceKind.SQS && fifo && (window > 0 || batch > MAX_SQS_BATCH)) {
      throw refused(
          window > 0
              ? "Batching window is not supported for FIFO queues"
              : "BatchSize " + batch + " is too large: a FIFO queue gives 10 at most");
    }
    if (kind == SourceKind.SQS && batch > MAX_SQS_BATCH && window == 0) {
      throw refused(
          "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater"
              + " than 10");
    }
    filters(settings);
  }

  private static void filters(ObjectNode settings) {
    JsonNode filters = settings.path("FilterCriteria").path("Filters");
    for (JsonNode filter : filters) {
      if (!isPattern(filter.path("Pattern").asText())) {
        throw refused("Invalid filter pattern definition.");
      }
    }
    if (filters.isEmpty()) {
      settings.remove("FilterCriteria"); // no filters are none, as the service shows it
    }
  }

  /** A pattern is an object whose leaves are lists. */
  private static boolean isPattern(String text) {
    try {
      JsonNode pattern = JSON.readTree(text);
      return pattern instanceof ObjectNode object && hasListsOnly(object);
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static boolean hasListsOnly(ObjectNode pattern) {
    for (JsonNode each : pattern) {
      boolean good =
          each instanceof ObjectNode inner
              ? hasListsOnly(inner)
              : each.isArray() && !each.isEmpty();
      if (!good) {
        return false;
      }
    }
    return true;
  }

  private static Refused unsupported(String name) {
    return refused("Unsupported " + name + " parameter for given event source mapping type.");
  }

  static Refused refused(String message) {
    return new Refused(ServiceError.invalidParameter(message));
  }
}
