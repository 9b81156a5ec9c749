package io.slsemu.runtimeapi.telemetry;

import static io.slsemu.runtimeapi.telemetry.TelemetryFixture.EVERYTHING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Freezing, thawing, flushing and closing. */
class DeliveryPauseTests {

  private static final String SOON = "'timeoutMs':25";
  private static final String NEVER = "'timeoutMs':30000,'maxItems':1000";

  private final TelemetryFixture telemetry = new TelemetryFixture();
  private FakeConsumer http;

  @BeforeEach
  void open() throws IOException {
    http = new FakeConsumer(true);
  }

  @AfterEach
  void close() throws IOException {
    telemetry.close();
    http.close();
  }

  @Test
  @DisplayName("8.8/99: who is closed while a consumer hangs ends at once")
  void closeWhenConsumerHangsThenThreadEnds() throws Exception {
    http.reading = new CountDownLatch(1);
    telemetry.subscribe("e", EVERYTHING, SOON, http.port());
    telemetry.line("x".repeat(8_000_000));
    await().until(() -> http.connections.get() == 1);
    CompletableFuture<Void> flushed = telemetry.session.flush();

    telemetry.close();

    assertThat(flushed).isCompletedExceptionally();
    http.reading.countDown();
  }

  @Test
  @DisplayName("8.8/97: nothing is sent to who is frozen")
  void emitWhenFrozenThenDeliversOnceThawed() throws Exception {
    telemetry.subscribe("e", EVERYTHING, SOON, http.port());
    telemetry.session.freeze();

    telemetry.line("a");
    CompletableFuture<Void> flushed = telemetry.session.flush();
    await().until(() -> telemetry.threads.get(0).getState() == Thread.State.WAITING);

    assertThat(telemetry.connects).hasValue(0);
    assertThat(flushed).isNotDone();
    telemetry.session.thaw();
    flushed.get(60, TimeUnit.SECONDS);
    assertThat(http.request().json()).hasSize(1);
  }

  @Test
  @DisplayName("8.8/97: who is frozen while it has a batch may take its time to answer")
  void emitWhenFrozenBeforeTheAnswerThenItIsWaitedFor() throws Exception {
    try (TelemetryFixture hasty = new TelemetryFixture(new DeliveryTiming(5, 1, 5, 3))) {
      hasty.onConnect = hasty.session::freeze;
      http.reading = new CountDownLatch(1);
      hasty.subscribe("e", EVERYTHING, SOON, http.port());
      hasty.line("a");
      await()
          .until(
              () ->
                  hasty.connects.get() == 1
                      && hasty.threads.get(0).getState() == Thread.State.WAITING);

      CompletableFuture<Void> flushed = hasty.session.flush();
      http.reading.countDown();
      http.request();
      hasty.session.thaw();
      flushed.get(60, TimeUnit.SECONDS);

      assertThat(hasty.connects).hasValue(1);
      assertThat(http.requests).isEmpty();
    }
  }

  @Test
  @DisplayName("8.8/97: a flush does not wait for a batch's time")
  void flushWhenEventsWaitThenTheyAreDelivered() throws Exception {
    telemetry.subscribe("e", EVERYTHING, NEVER, http.port());
    telemetry.line("a");

    telemetry.session.flush().get(60, TimeUnit.SECONDS);

    assertThat(http.requests).hasSize(1);
    assertThat(telemetry.session.flush()).isCompleted();
  }
}
