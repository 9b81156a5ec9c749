package io.slsemu.emulator.async.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.slsemu.emulator.sandbox.TestThreads;
import io.slsemu.fixtures.ManualClock;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests on the wire, to a stand-in for the services. */
class HttpCourierTests {
  private static final String QUEUE = "arn:aws:sqs:eu-west-1:111111111111:records";
  private static final String TOPIC = "arn:aws:sns:eu-west-1:111111111111:records";
  private static final String BUS = "arn:aws:events:eu-west-1:111111111111:event-bus/records";
  private static final String BUCKET = "arn:aws:s3:::records";
  private static final String FUNCTION =
      "arn:aws:lambda:us-east-1:000000000000:function:orders:$LATEST";
  private static final Parcel RECORD =
      new Parcel(FUNCTION, false, "{\"version\":\"1.0\"}", List.of(), "aws/lambda/async/o/1-2");
  private static final Parcel DEAD_LETTER =
      new Parcel(
          FUNCTION,
          false,
          "{\"a\":\"b & c=d é\"}",
          List.of(
              new Parcel.Attribute("RequestID", "String", "id-1"),
              new Parcel.Attribute("ErrorCode", "Number", "200")),
          "unused");

  @AutoClose private final FakeCloud cloud;
  private final HttpCourier courier;

  HttpCourierTests() throws IOException {
    cloud = new FakeCloud();
    courier = courier(cloud.endpoint());
  }

  @Test
  void bringWhenToAQueueThenSendsAMessage() throws Exception {
    courier.bring(QUEUE, RECORD);

    FakeCloud.Request request = only();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/");
    assertThat(request.header("Content-Type")).isEqualTo("application/x-amz-json-1.0");
    assertThat(request.header("X-Amz-Target")).isEqualTo("AmazonSQS.SendMessage");
    assertThat(request.header("X-Amz-Date")).isEqualTo("20261121T120000Z");
    assertThat(request.header("Authorization"))
        .startsWith(
            "AWS4-HMAC-SHA256 Credential=test/20261121/eu-west-1/sqs/aws4_request,"
                + " SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=");
    assertThat(request.body())
        .isEqualTo(
            "{\"QueueUrl\":\""
                + cloud.endpoint().base()
                + "/111111111111/records\",\"MessageBody\":\"{\\\"version\\\":\\\"1.0\\\"}\"}");
  }

  @Test
  void bringWhenADeadLetterGoesToAQueueThenHasItsAttributes() throws Exception {
    courier.bring(QUEUE, DEAD_LETTER);

    assertThat(new JsonMapper().readTree(only().body()).path("MessageAttributes"))
        .hasToString(
            "{\"RequestID\":{\"DataType\":\"String\",\"StringValue\":\"id-1\"},"
                + "\"ErrorCode\":{\"DataType\":\"Number\",\"StringValue\":\"200\"}}");
  }

  @Test
  void bringWhenToATopicThenPublishes() throws Exception {
    courier.bring(TOPIC, DEAD_LETTER);

    FakeCloud.Request request = only();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.header("Content-Type"))
        .isEqualTo("application/x-www-form-urlencoded; charset=utf-8");
    assertThat(request.header("Authorization")).contains("/eu-west-1/sns/aws4_request");
    assertThat(request.body().split("&"))
        .extracting(field -> URLDecoder.decode(field, StandardCharsets.UTF_8))
        .containsExactly(
            "Action=Publish",
            "Version=2010-03-31",
            "TopicArn=" + TOPIC,
            "Message={\"a\":\"b & c=d é\"}",
            "MessageAttributes.entry.1.Name=RequestID",
            "MessageAttributes.entry.1.Value.DataType=String",
            "MessageAttributes.entry.1.Value.StringValue=id-1",
            "MessageAttributes.entry.2.Name=ErrorCode",
            "MessageAttributes.entry.2.Value.DataType=Number",
            "MessageAttributes.entry.2.Value.StringValue=200");
  }

  @Test
  void bringWhenToAnEventBusThenPutsAnEvent() throws Exception {
    cloud.answers(200, "{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"1\"}]}");

    courier.bring(BUS, RECORD);

    FakeCloud.Request request = only();
    assertThat(request.header("Content-Type")).isEqualTo("application/x-amz-json-1.1");
    assertThat(request.header("X-Amz-Target")).isEqualTo("AWSEvents.PutEvents");
    assertThat(request.header("Authorization")).contains("/eu-west-1/events/aws4_request");
    assertThat(request.body())
        .isEqualTo(
            "{\"Entries\":[{\"Source\":\"lambda\","
                + "\"DetailType\":\"Lambda Function Invocation Result - Failure\","
                + "\"Detail\":\"{\\\"version\\\":\\\"1.0\\\"}\",\"EventBusName\":\""
                + BUS
                + "\",\"Resources\":[\""
                + BUS
                + "\",\""
                + FUNCTION
                + "\"]}]}");
  }

  @Test
  void bringWhenTheEventBusTakesNoneThenFails() {
    cloud.answers(200, "{\"FailedEntryCount\":1,\"Entries\":[{\"ErrorCode\":\"X\"}]}");

    assertThatThrownBy(() -> courier.bring(BUS, RECORD))
        .isInstanceOf(DeliveryException.class)
        .hasMessageContaining("did not take the event");
  }

  @Test
  void bringWhenToABucketThenPutsAnObject() throws Exception {
    courier.bring(BUCKET, RECORD);

    FakeCloud.Request request = only();
    assertThat(request.method()).isEqualTo("PUT");
    assertThat(request.path()).isEqualTo("/records/aws/lambda/async/o/1-2");
    assertThat(request.header("X-Amz-Content-Sha256")).hasSize(64);
    assertThat(request.header("Authorization")).contains("/us-east-1/s3/aws4_request");
    assertThat(request.body()).isEqualTo("{\"version\":\"1.0\"}");
  }

  @Test
  void bringWhenTheEndpointHasAPathThenKeepsIt() throws Exception {
    URI base = URI.create(cloud.endpoint().base() + "/aws/");

    courier(new AwsEndpoint(base, AwsCredentials.PLACEHOLDER, "us-east-1")).bring(BUCKET, RECORD);

    assertThat(only().path()).isEqualTo("/aws/records/aws/lambda/async/o/1-2");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void bringWhenTheServiceIsInTroubleThenMayPass(int status) {
    cloud.answers(status, "busy\n now");

    DeliveryException failure =
        catchThrowableOfType(DeliveryException.class, () -> courier.bring(QUEUE, RECORD));

    assertThat(failure.mayPass()).isTrue();
    assertThat(failure)
        .hasMessage(cloud.endpoint().base() + " answered " + status + " for sqs: busy now");
  }

  @Test
  void bringWhenTheServiceRefusesThenWillNotPass() {
    cloud.answers(400, "{\"__type\":\"QueueDoesNotExist\"}");

    DeliveryException failure =
        catchThrowableOfType(DeliveryException.class, () -> courier.bring(QUEUE, RECORD));

    assertThat(failure.mayPass()).isFalse();
    assertThat(failure).hasMessageContaining("QueueDoesNotExist");
  }

  @Test
  void bringWhenNobodyListensThenMayPass() {
    cloud.close();

    DeliveryException failure =
        catchThrowableOfType(DeliveryException.class, () -> courier.bring(QUEUE, RECORD));

    assertThat(failure.mayPass()).isTrue();
    assertThat(failure).hasMessageContaining("cannot be reached");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:sqs:eu-west-1:111111111111:records.fifo",
        "arn:aws:sns:eu-west-1:111111111111:records.fifo",
        "arn:aws:kinesis:eu-west-1:111111111111:stream/records",
        "records"
      })
  void bringWhenItIsNoDestinationThenFailsWithoutARequest(String destination) {
    assertThatThrownBy(() -> courier.bring(destination, RECORD))
        .isInstanceOf(DeliveryException.class);
    assertThat(cloud.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost:4566", "ftp://localhost", "http:///", "4566", "http://a b", ""})
  void endpointWhenItIsNoUrlThenIsRefused(String url) {
    assertThatThrownBy(() -> AwsEndpoint.of(url, "us-east-1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + url + "' is no URL of a service; an example is http://localhost:4566");
  }

  private FakeCloud.Request only() {
    assertThat(cloud.requests()).hasSize(1);
    return cloud.requests().get(0);
  }

  private static HttpCourier courier(AwsEndpoint endpoint) {
    ManualClock clock = ManualClock.startingAt(Instant.parse("2026-11-21T12:00:00Z"));
    return new HttpCourier(endpoint, clock, task -> TestThreads.start("http-client", task));
  }
}
