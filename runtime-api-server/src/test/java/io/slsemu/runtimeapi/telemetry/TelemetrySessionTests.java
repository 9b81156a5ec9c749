package io.slsemu.runtimeapi.telemetry;

import static io.slsemu.runtimeapi.telemetry.TelemetryFixture.EVERYTHING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slsemu.runtimeapi.telemetry.TelemetryEvent.Category;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TelemetrySessionTests {

  private static final String SOON = "'timeoutMs':25";

  private final TelemetryFixture telemetry = new TelemetryFixture();
  private FakeConsumer consumer;

  @BeforeEach
  void open() throws IOException {
    consumer = new FakeConsumer(true);
  }

  @AfterEach
  void close() throws IOException {
    telemetry.close();
    consumer.close();
  }

  @Test
  @DisplayName("8.8/98: what was emitted during Init is replayed to each subscriber, in order")
  void subscribeWhenLateThenInitIsReplayed() throws Exception {
    telemetry.platform("platform.initStart");
    telemetry.line("first");
    telemetry.subscribe("a", EVERYTHING, SOON, consumer.port());
    assertThat(types(2)).containsExactly("platform.initStart", "function");

    telemetry.platform("platform.extension");
    assertThat(types(1)).containsExactly("platform.extension");
    telemetry.subscribe("b", "['platform']", SOON, consumer.port());

    assertThat(types(2)).containsExactly("platform.initStart", "platform.extension");
  }

  @Test
  @DisplayName("8.8/98: a replay that outgrew its bound says what is missing")
  void subscribeWhenInitWasTooLoudThenTheGapIsTold() throws Exception {
    for (int i = 0; i < 6_000; i++) {
      telemetry.line("x".repeat(300));
    }
    telemetry.subscribe("a", EVERYTHING, SOON, consumer.port());

    int seen = 0;
    JsonNode last;
    do {
      JsonNode batch = consumer.request().json();
      last = batch.get(batch.size() - 1);
      seen += batch.size();
      for (JsonNode event : batch) {
        if (event.get("type").textValue().equals("platform.logsDropped")) {
          seen += event.get("record").get("droppedRecords").intValue() - 1;
        }
      }
    } while (seen < 6_000);

    assertThat(seen).isEqualTo(6_000);
    assertThat(last.get("type").textValue()).isIn("function", "platform.logsDropped");
    assertThat(telemetry.told).anyMatch(told -> told.startsWith("TELEMETRY a dropped "));
  }

  @Test
  @DisplayName("8.8/95: after Init subscriptions are closed")
  void subscribeWhenInitHasEndedThenClosed() {
    telemetry.session.initEnded();

    SubscriptionAnswer answer = telemetry.subscribe("a", EVERYTHING, SOON, consumer.port());

    assertThat(answer).isEqualTo(new SubscriptionAnswer.Closed());
    assertThat(telemetry.told).isEmpty();
    assertThat(telemetry.threads).isEmpty();
  }

  @Test
  @DisplayName("8.8/95: a repeated subscription changes nothing")
  void subscribeWhenRepeatedThenTheFirstStays() throws Exception {
    telemetry.subscribe("a", "['platform','function']", SOON, consumer.port());

    SubscriptionAnswer answer = telemetry.subscribe("a", "['extension']", SOON, 1);

    assertThat(answer).isEqualTo(new SubscriptionAnswer.Subscribed());
    assertThat(telemetry.told).containsExactly("TELEMETRY a [PLATFORM, FUNCTION]");
    assertThat(telemetry.threads).hasSize(1);
    telemetry.line("once");
    assertThat(types(1)).containsExactly("function");
  }

  @Test
  @DisplayName("8.8/95: an extension may not use both APIs")
  void subscribeWhenWithTheOtherApiThenInvalid() {
    telemetry.subscribe("a", EVERYTHING, SOON, consumer.port());

    SubscriptionAnswer answer =
        telemetry.subscribe(
            SubscriptionApi.LOGS, "2020-08-15", "a", EVERYTHING, "", "{'protocol':'TCP','port':1}");

    assertThat(answer)
        .isEqualTo(
            new SubscriptionAnswer.Invalid("a is subscribed to the other API; use one of the two"));
  }

  @Test
  @DisplayName("8.8/95: two extensions may use one API each")
  void subscribeWhenOthersUseTheOtherApiThenBothHearTheirOwn() throws Exception {
    telemetry.subscribe(
        SubscriptionApi.LOGS,
        "2020-08-15",
        "logs",
        "['platform']",
        SOON,
        "{'protocol':'HTTP','URI':'http://sandbox.localdomain:" + consumer.port() + "/logs'}");
    telemetry.subscribe("telemetry", "['platform']", SOON, consumer.port());

    telemetry.platform("platform.end");
    assertThat(consumer.request().line()).startsWith("POST /logs ");
    telemetry.platform("platform.initReport");

    assertThat(consumer.request().line()).startsWith("POST /x?y ");
  }

  @Test
  void isListeningWhenInitEndsThenOnlyWhatIsWanted() {
    assertThat(telemetry.session.isListening(Category.EXTENSION)).isTrue();
    telemetry.subscribe("a", "['function']", SOON, consumer.port());

    telemetry.session.initEnded();

    assertThat(telemetry.session.isListening(Category.FUNCTION)).isTrue();
    assertThat(telemetry.session.isListening(Category.PLATFORM)).isFalse();
    assertThat(telemetry.session.isListening(Category.EXTENSION)).isFalse();
    telemetry.session.close();
    assertThat(telemetry.session.isListening(Category.FUNCTION)).isFalse();
  }

  @Test
  void flushWhenNobodyListensThenDone() {
    assertThat(telemetry.session.flush()).isCompleted();
  }

  /** The types of the next events, however they are batched. */
  private List<String> types(int count) throws IOException, InterruptedException {
    List<String> types = new ArrayList<>();
    while (types.size() < count) {
      consumer.request().json().forEach(event -> types.add(event.get("type").textValue()));
    }
    return types;
  }
}
