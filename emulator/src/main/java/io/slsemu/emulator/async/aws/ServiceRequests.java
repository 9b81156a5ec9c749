package io.slsemu.emulator.async.aws;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Requests as the services take them today: queues JSON 1.0, topics the query protocol, event buses
 * JSON 1.1, buckets a plain PUT (the services' own models in botocore 1.43).
 */
final class ServiceRequests {
  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ServiceRequests() {}

  /** SendMessage. */
  static AwsRequest toQueue(Arn queue, String endpoint, Parcel parcel) {
    ObjectNode body = NODES.objectNode();
    body.put("QueueUrl", endpoint + "/" + queue.account() + "/" + queue.resource());
    body.put("MessageBody", parcel.body());
    if (!parcel.attributes().isEmpty()) {
      ObjectNode attributes = body.putObject("MessageAttributes");
      for (Parcel.Attribute attribute : parcel.attributes()) {
        attributes
            .putObject(attribute.name())
            .put("DataType", attribute.type())
            .put("StringValue", attribute.value());
      }
    }
    return json("sqs", queue.region(), "1.0", "AmazonSQS.SendMessage", body);
  }

  /** PutEvents, of one event. */
  static AwsRequest toEventBus(Arn bus, String busArn, Parcel parcel) {
    ObjectNode body = NODES.objectNode();
    ObjectNode entry = body.putArray("Entries").addObject();
    entry.put("Source", "lambda");
    entry.put(
        "DetailType",
        "Lambda Function Invocation Result - " + (parcel.success() ? "Success" : "Failure"));
    entry.put("Detail", parcel.body());
    entry.put("EventBusName", busArn);
    entry.putArray("Resources").add(busArn).add(parcel.function());
    return json("events", bus.region(), "1.1", "AWSEvents.PutEvents", body);
  }

  /** Publish. */
  static AwsRequest toTopic(Arn topic, String topicArn, Parcel parcel) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("Action", "Publish");
    form.put("Version", "2010-03-31");
    form.put("TopicArn", topicArn);
    form.put("Message", parcel.body());
    int number = 0;
    for (Parcel.Attribute attribute : parcel.attributes()) {
      String entry = "MessageAttributes.entry." + ++number + ".";
      form.put(entry + "Name", attribute.name());
      form.put(entry + "Value.DataType", attribute.type());
      form.put(entry + "Value.StringValue", attribute.value());
    }
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    Map<String, String> headers =
        Map.of("content-type", "application/x-www-form-urlencoded; charset=utf-8");
    return new AwsRequest("sns", topic.region(), "POST", "/", headers, bytes(body));
  }

  /** PutObject, its bucket in the path: names below localhost do not resolve everywhere. */
  static AwsRequest toBucket(Arn bucket, String region, Parcel parcel) {
    String path = "/" + bucket.resource() + "/" + parcel.objectKey();
    Map<String, String> headers = Map.of("content-type", "application/json");
    return new AwsRequest("s3", region, "PUT", path, headers, bytes(parcel.body()));
  }

  private static AwsRequest json(
      String service, String region, String version, String target, ObjectNode body) {
    Map<String, String> headers =
        Map.of("content-type", "application/x-amz-json-" + version, "x-amz-target", target);
    return new AwsRequest(service, region, "POST", "/", headers, bytes(body.toString()));
  }

  /** How many entries PutEvents did not take, by its answer. */
  static int failedEntries(String answer) throws DeliveryException {
    try {
      return JSON.readTree(answer).path("FailedEntryCount").asInt();
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw DeliveryException.lasting("the event bus answered no JSON: " + e.getOriginalMessage());
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
