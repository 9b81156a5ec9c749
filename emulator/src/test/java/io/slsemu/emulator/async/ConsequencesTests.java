package io.slsemu.emulator.async;

import static io.slsemu.emulator.async.AsyncFixture.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.slsemu.emulator.async.QueuedEvent.Response;
import io.slsemu.emulator.async.aws.Parcel;
import io.slsemu.emulator.async.aws.Parcel.Attribute;
import io.slsemu.emulator.report.TraceHeader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records and dead letters, as the service was recorded to write them. */
class ConsequencesTests {
  private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:records";
  private static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:records";
  private static final String BUCKET = "arn:aws:s3:::records";
  private static final String ID = "11111111-2222-4333-8444-555555555555";
  private static final JsonMapper JSON = new JsonMapper();

  private final AsyncFixture fixture = new AsyncFixture();
  private final QueueClock clock = new QueueClock(fixture.clock, fixture.clock);

  @Test
  void recordWhenSucceededThenIsAsRecorded() {
    Verdict.Over over = over(Condition.SUCCESS, ran("{\"n\":1.50}", "\"done\"", false, 1));

    Parcel parcel = only(over, to(QUEUE, null, null));

    assertThat(parcel.body())
        .isEqualTo(
            "{\"version\":\"1.0\",\"timestamp\":\"2026-11-21T12:00:00.250Z\","
                + "\"requestContext\":{\"requestId\":\""
                + ID
                + "\",\"functionArn\":\"arn:aws:lambda:us-east-1:000000000000:function:orders:"
                + "$LATEST\",\"condition\":\"Success\",\"approximateInvokeCount\":1},"
                + "\"requestPayload\":{\"n\":1.50},"
                + "\"responseContext\":{\"statusCode\":200,\"executedVersion\":\"7\"},"
                + "\"responsePayload\":\"done\"}");
    assertThat(parcel.attributes()).isEmpty();
  }

  @Test
  void recordWhenRetriesAreExhaustedThenSaysTheError() throws Exception {
    QueuedEvent event = ran("{}", "{\"errorMessage\":\"no\"}", true, 3);

    JsonNode body =
        JSON.readTree(only(over(Condition.RETRIES_EXHAUSTED, event), to(null, QUEUE, null)).body());

    assertThat(body.at("/requestContext/condition").asText()).isEqualTo("RetriesExhausted");
    assertThat(body.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(3);
    assertThat(body.at("/responseContext/functionError").asText()).isEqualTo("Unhandled");
    assertThat(body.at("/responsePayload/errorMessage").asText()).isEqualTo("no");
  }

  @Test
  void recordWhenFunctionNeverRanThenHasNoResponse() throws Exception {
    QueuedEvent event = fresh("{}");

    JsonNode body =
        JSON.readTree(
            only(over(Condition.ZERO_RESERVED_CONCURRENCY, event), to(null, QUEUE, null)).body());

    assertThat(body.fieldNames())
        .toIterable()
        .containsExactly("version", "timestamp", "requestContext", "requestPayload");
    assertThat(body.at("/requestContext/condition").asText()).isEqualTo("ZeroReservedConcurrency");
    assertThat(body.at("/requestContext/approximateInvokeCount").asInt()).isZero();
  }

  @Test
  void recordWhenAnswerIsNoJsonThenIsText() throws Exception {
    JsonNode body =
        JSON.readTree(
            only(over(Condition.SUCCESS, ran("1", "hi} there", false, 1)), to(QUEUE, null, null))
                .body());

    assertThat(body.path("responsePayload").textValue()).isEqualTo("hi} there");
  }

  @Test
  void recordWhenAnswerIsEmptyThenIsNull() throws Exception {
    JsonNode body =
        JSON.readTree(
            only(over(Condition.SUCCESS, ran("1", "", false, 1)), to(QUEUE, null, null)).body());

    assertThat(body.has("responsePayload")).isTrue();
    assertThat(body.path("responsePayload").isNull()).isTrue();
  }

  @Test
  void recordWhenTooLargeForATopicThenGoesWithoutPayloads() throws Exception {
    QueuedEvent event = ran("\"" + "x".repeat(262_144) + "\"", "1", true, 3);

    Parcel toTopic = only(over(Condition.RETRIES_EXHAUSTED, event), to(null, TOPIC, null));
    Parcel toQueue = only(over(Condition.RETRIES_EXHAUSTED, event), to(null, QUEUE, null));

    JsonNode body = JSON.readTree(toTopic.body());
    assertThat(body.has("requestPayload")).isFalse();
    assertThat(body.has("responsePayload")).isFalse();
    assertThat(body.has("responseContext")).isTrue();
    assertThat(toQueue.body()).hasSizeGreaterThan(262_144);
  }

  @Test
  void recordWhenForABucketThenHasTheServicesKey() {
    Parcel parcel =
        only(over(Condition.RETRIES_EXHAUSTED, ran("1", "1", true, 3)), to(null, BUCKET, null));

    assertThat(parcel.objectKey())
        .matches(
            "aws/lambda/async/orders/2026/11/21/2026-11-21T12\\.00\\.00-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  }

  @Test
  void deadLetterWhenFunctionFailedThenIsTheEventWithAttributes() {
    QueuedEvent event = ran("{\"n\":1}", "{\"errorMessage\":\"no\"}", true, 3);

    Parcel parcel = only(over(Condition.RETRIES_EXHAUSTED, event), to(null, null, QUEUE));

    assertThat(parcel.body()).isEqualTo("{\"n\":1}");
    assertThat(parcel.attributes())
        .containsExactly(
            new Attribute("RequestID", "String", ID),
            new Attribute("ErrorCode", "Number", "200"),
            new Attribute("ErrorMessage", "String", "no"));
  }

  @Test
  void deadLetterWhenMessageIsLongThenHasItsFirstKilobyte() {
    QueuedEvent event = ran("1", "{\"errorMessage\":\"x" + "é".repeat(600) + "\"}", true, 3);

    Parcel parcel = only(over(Condition.RETRIES_EXHAUSTED, event), to(null, null, QUEUE));

    assertThat(parcel.attributes().get(2).value()).isEqualTo("x" + "é".repeat(511));
  }

  @Test
  void deadLetterWhenThrottledToTheEndThenSaysThat() {
    Verdict.Over over =
        new Verdict.Over(fresh("1"), Condition.EVENT_AGE_EXCEEDED, 429, "Rate Exceeded.");

    assertThat(only(over, to(null, null, QUEUE)).attributes())
        .extracting(Attribute::value)
        .containsExactly(ID, "429", "Rate Exceeded.");
  }

  @Test
  void deadLetterWhenThereIsADestinationTooThenBothGetTheirs() {
    QueuedEvent event = ran("1", "{}", true, 3);

    assertThat(items(over(Condition.RETRIES_EXHAUSTED, event), to(TOPIC, QUEUE, TOPIC)))
        .extracting(item -> item.delivery().destination())
        .containsExactly(QUEUE, TOPIC);
  }

  @Test
  void deadLetterWhenSucceededThenIsNone() {
    assertThat(items(over(Condition.SUCCESS, ran("1", "1", false, 1)), to(null, QUEUE, QUEUE)))
        .isEmpty();
  }

  @Test
  void acceptWhenReservedConcurrencyIsZeroThenIsOverAtOnceWithoutRetries() {
    fixture.settings = to(null, "arn:aws:lambda:us-east-1:000000000000:function:failures", null);
    fixture.target.does(
        event ->
            event.function().equals(AsyncFixture.ORDERS)
                ? new Outcome.SwitchedOff()
                : FakeTarget.succeeded("1"));
    AsyncInvocations queue = fixture.open();

    queue.accept(event("{\"n\":1}"));
    fixture.workers.runAll();

    assertThat(fixture.target.calls()).isEqualTo(2);
    assertThat(fixture.target.events().get(1).payload())
        .asString()
        .contains("\"condition\":\"ZeroReservedConcurrency\",\"approximateInvokeCount\":0");
  }

  @Test
  void destinationWhenAFunctionThenIsInvokedWithTheRecordAndAnIdOfItsOwn() {
    fixture.settings = to("arn:aws:lambda:eu-west-1:111111111111:function:next:live", null, null);
    fixture.target.does(
        event -> {
          if (event.qualifier() != null) {
            fixture.settings = EventInvokeSettings.DEFAULTS; // the end of the chain
          }
          return FakeTarget.succeeded("1");
        });
    AsyncInvocations queue = fixture.open();

    String id = queue.accept(event("{\"n\":1}"));
    fixture.workers.runAll();

    assertThat(fixture.target.calls()).isEqualTo(2);
    AsyncEvent called = fixture.target.events().get(1);
    assertThat(called.qualifiedArn())
        .isEqualTo("arn:aws:lambda:eu-west-1:111111111111:function:next:live");
    assertThat(called.payload()).asString().contains("\"requestId\":\"" + id);
    assertThat(called.ids().requestId()).isNotEqualTo(id);
    TraceHeader trace = Objects.requireNonNull(called.ids().trace());
    TraceHeader first = Objects.requireNonNull(fixture.target.events().get(0).ids().trace());
    assertThat(trace.root()).isEqualTo(first.root());
    assertThat(trace.lineage()).startsWith("2:").endsWith(":0");
  }

  @Test
  void destinationWhenNoEndpointIsConfiguredThenRecordsAreKeptAndToldOnce() {
    fixture.settings = to(QUEUE, null, null);
    AsyncInvocations queue = fixture.open();

    String first = queue.accept(event("1"));
    String second = queue.accept(event("2"));
    fixture.workers.runAll();

    assertThat(queue.pending()).isZero();
    assertThat(queue.dropped())
        .extracting(DroppedRecord::requestId, DroppedRecord::destination)
        .containsExactly(tuple(first, QUEUE), tuple(second, QUEUE));
    assertThat(fixture.notices)
        .containsExactly(
            "records for "
                + QUEUE
                + " are dropped: no endpoint is configured; name one with --aws-endpoint URL");
  }

  private static EventInvokeSettings to(
      @Nullable String onSuccess, @Nullable String onFailure, @Nullable String deadLetters) {
    return new EventInvokeSettings(
        2, Duration.ofHours(6), onSuccess, onFailure, deadLetters, false);
  }

  private static Verdict.Over over(Condition condition, QueuedEvent event) {
    return new Verdict.Over(event, condition, 200, "");
  }

  private List<QueuedItem> items(Verdict.Over over, EventInvokeSettings settings) {
    return new Consequences(over, settings, clock).items();
  }

  private Parcel only(Verdict.Over over, EventInvokeSettings settings) {
    return items(over, settings).get(0).delivery().parcel();
  }

  private static QueuedEvent fresh(String payload) {
    return QueuedEvent.of(event(payload), ID, "Root=1-00000000-000000000000000000000000", 0);
  }

  private static QueuedEvent ran(String payload, String answer, boolean failed, int times) {
    QueuedEvent event = fresh(payload);
    for (int time = 0; time < times; time++) {
      event = event.answered(new Response("7", answer.getBytes(StandardCharsets.UTF_8), failed));
    }
    return event;
  }
}
