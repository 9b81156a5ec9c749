package io.slsemu.emulator.serviceapi.resources.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.serviceapi.operation.Fields;
import io.slsemu.emulator.serviceapi.resources.Json;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a mapping's settings out of a request and holds them to the model. */
final class MappingRequest {
  private static final Pattern ARN =
      Pattern.compile(
          "arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:([a-z]{2}(-gov)?-[a-z]+-\\d{1})?"
              + ":(\\d{12})?:(.*)");

  private static final Pattern TOPIC = Pattern.compile("[^.]([a-zA-Z0-9\\-_.]+)");
  private static final Pattern URI = Pattern.compile("[a-zA-Z0-9-\\/*:_+=.@-]*");
  private static final List<String> ACCESS =
      List.of(
          "BASIC_AUTH",
          "VPC_SUBNET",
          "VPC_SECURITY_GROUP",
          "SASL_SCRAM_512_AUTH",
          "SASL_SCRAM_256_AUTH",
          "VIRTUAL_HOST",
          "CLIENT_CERTIFICATE_TLS_AUTH",
          "SERVER_ROOT_CA_CERTIFICATE");

  private final Fields request;
  private final ObjectNode settings = Json.object();

  private MappingRequest(Fields request) {
    this.request = request;
  }

  /** What a request to make one says. */
  static ObjectNode toCreate(Fields request) {
    MappingRequest reading = new MappingRequest(request);
    reading.text("EventSourceArn", request.text("EventSourceArn", ARN));
    reading.source();
    reading.start();
    reading.both();
    return reading.settings;
  }

  /** What a request to change one says. */
  static ObjectNode toUpdate(Fields request) {
    MappingRequest reading = new MappingRequest(request);
    reading.both();
    return reading.settings;
  }

  private void both() {
    number("BatchSize", 1, 10_000);
    number("MaximumBatchingWindowInSeconds", 0, 300);
    number("ParallelizationFactor", 1, 10);
    number("MaximumRecordAgeInSeconds", -1, 604_800);
    number("MaximumRetryAttempts", -1, 10_000);
    number("TumblingWindowInSeconds", 0, 900);
    if (request.has("BisectBatchOnFunctionError")) {
      settings.put("BisectBatchOnFunctionError", request.flag("BisectBatchOnFunctionError"));
    }
    words("FunctionResponseTypes", request, List.of("ReportBatchItemFailures"), 1);
    asItCame("FunctionResponseTypes");
    filters();
    access();
    destinations();
    scaling();
    text("KMSKeyArn", request.text("KMSKeyArn"));
    groups("AmazonManagedKafkaEventSourceConfig");
    groups("SelfManagedKafkaEventSourceConfig");
    documents();
    Fields metrics = request.object("MetricsConfig");
    if (metrics != null) {
      words("Metrics", metrics, List.of("EventCount", "ErrorCount", "KafkaMetrics"), 3);
      asItCame("MetricsConfig");
    }
    Fields logging = request.object("LoggingConfig");
    if (logging != null) {
      logging.oneOf("SystemLogLevel", List.of("DEBUG", "INFO", "WARN"));
      asItCame("LoggingConfig");
    }
  }

  private void source() {
    List<String> topics = request.texts("Topics");
    if (topics != null) {
      single("Topics", topics, TOPIC);
    }
    List<String> queues = request.texts("Queues");
    if (queues != null) {
      single("Queues", queues, null);
    }
    Fields own = request.object("SelfManagedEventSource");
    Fields endpoints = own == null ? null : own.object("Endpoints");
    List<String> servers = endpoints == null ? null : endpoints.texts("KAFKA_BOOTSTRAP_SERVERS");
    if (servers != null && (servers.isEmpty() || servers.size() > 10)) {
      endpoints.violate(
          servers.toString(),
          "KAFKA_BOOTSTRAP_SERVERS",
          "Member must have length between 1 and 10");
    }
    asItCame("SelfManagedEventSource");
  }

  private void start() {
    // In the order in which the service names them.
    text(
        "StartingPosition",
        request.oneOf("StartingPosition", List.of("LATEST", "AT_TIMESTAMP", "TRIM_HORIZON")));
    JsonNode moment = request.raw("StartingPositionTimestamp");
    if (moment != null && !moment.isNumber()) {
      request.violate(moment.asText(), "StartingPositionTimestamp", "Member must be a timestamp");
    }
    asItCame("StartingPositionTimestamp");
  }

  private void single(String name, List<String> values, @Nullable Pattern pattern) {
    if (values.size() != 1) {
      request.violate(values.toString(), name, "Member must have length equal to 1");
    } else if (pattern != null && !pattern.matcher(values.get(0)).matches()) {
      request.violate(
          values.toString(),
          name,
          "Member must satisfy constraint: [Member must satisfy regular expression pattern: "
              + pattern.pattern()
              + "]");
    }
    asItCame(name);
  }

  private void filters() {
    Fields criteria = request.object("FilterCriteria");
    if (criteria == null) {
      return;
    }
    for (Fields filter : criteria.objects("Filters")) {
      filter.text("Pattern", 0, 4_096);
    }
    asItCame("FilterCriteria");
  }

  private void access() {
    for (Fields each : request.objects("SourceAccessConfigurations")) {
      each.oneOf("Type", ACCESS);
      each.text("URI", URI);
    }
    asItCame("SourceAccessConfigurations");
  }

  private void destinations() {
    Fields destinations = request.object("DestinationConfig");
    if (destinations == null) {
      return;
    }
    for (String side : List.of("OnSuccess", "OnFailure")) {
      Fields one = destinations.object(side);
      if (one != null) {
        one.text("Destination", 0, 350);
      }
    }
    asItCame("DestinationConfig");
  }

  private void scaling() {
    Fields scaling = request.object("ScalingConfig");
    if (scaling != null) {
      scaling.number("MaximumConcurrency", 2, 1_000);
    }
    Fields pollers = request.object("ProvisionedPollerConfig");
    if (pollers != null) {
      pollers.number("MinimumPollers", 1, 200);
      pollers.number("MaximumPollers", 1, 2_000);
      pollers.text("PollerGroupName", 0, 128);
    }
    asItCame("ScalingConfig");
    asItCame("ProvisionedPollerConfig");
  }

  private void groups(String name) {
    Fields kafka = request.object(name);
    if (kafka != null) {
      kafka.text("ConsumerGroupId", 1, 200);
      Fields registry = kafka.object("SchemaRegistryConfig");
      if (registry != null) {
        registry.text("SchemaRegistryURI", 1, 10_000);
        registry.oneOf("EventRecordFormat", List.of("JSON", "SOURCE"));
      }
      asItCame(name);
    }
  }

  private void documents() {
    Fields documents = request.object("DocumentDBEventSourceConfig");
    if (documents != null) {
      documents.text("DatabaseName", 1, 63);
      documents.text("CollectionName", 1, 57);
      documents.oneOf("FullDocument", List.of("UpdateLookup", "Default"));
      asItCame("DocumentDBEventSourceConfig");
    }
  }

  private static void words(String name, Fields fields, List<String> words, int max) {
    List<String> given = fields.texts(name);
    if (given == null) {
      return;
    }
    if (given.size() > max) {
      fields.violate(
          given.toString(), name, "Member must have length less than or equal to " + max);
    }
    if (!words.containsAll(given)) {
      fields.violate(
          given.toString(),
          name,
          "Member must satisfy constraint: [Member must satisfy enum value set: " + words + "]");
    }
  }

  private void number(String name, int min, int max) {
    Integer number = request.number(name, min, max);
    if (number != null) {
      settings.put(name, number);
    }
  }

  private void text(String name, @Nullable String text) {
    if (text != null) {
      settings.put(name, text);
    }
  }

  private void asItCame(String name) {
    JsonNode value = request.raw(name);
    if (value != null) {
      settings.set(name, value);
    }
  }
}
