package io.slsemu.emulator.async;

import static io.slsemu.emulator.async.AsyncFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.async.aws.FakeCourier;
import io.slsemu.emulator.store.StateStore;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records on their way, and what becomes of those that do not arrive. */
class DeliveryTests {
  private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:records";

  @TempDir Path directory;
  private final FakeCourier courier = new FakeCourier();
  private final AsyncFixture fixture = new AsyncFixture();

  @Test
  void acceptWhenThereIsADestinationThenItGetsOneRecord() {
    toQueue(fixture);
    AsyncInvocations queue = fixture.open(courier);

    String id = queue.accept(event("1"));
    fixture.workers.runAll();

    assertThat(courier.parcels())
        .singleElement()
        .satisfies(
            parcel -> {
              assertThat(parcel.success()).isTrue();
              assertThat(parcel.function()).isEqualTo(AsyncFixture.ORDERS + ":$LATEST");
              assertThat(parcel.body()).contains(id);
            });
    assertThat(queue.pending()).isZero();
    assertThat(fixture.notices).isEmpty();
  }

  @Test
  void bringWhenServiceIsAwayForAWhileThenRecordArrivesLater() {
    toQueue(fixture);
    courier.isAway();
    AsyncInvocations queue = fixture.open(courier);
    queue.accept(event("1"));
    fixture.workers.runAll();
    fixture.pass(queue, Duration.ofSeconds(1));
    fixture.pass(queue, Duration.ofSeconds(2));
    courier.isThere();

    fixture.pass(queue, Duration.ofSeconds(4));

    assertThat(courier.tries()).isEqualTo(4);
    assertThat(courier.parcels()).hasSize(1);
    assertThat(fixture.target.calls()).isEqualTo(1);
    assertThat(queue.pending()).isZero();
  }

  @Test
  void bringWhenServiceStaysAwayThenRecordIsKeptAsDropped() {
    toQueue(fixture);
    courier.isAway();
    AsyncInvocations queue = fixture.open(courier);
    String id = queue.accept(event("1"));
    fixture.workers.runAll();

    for (int seconds = 1; seconds <= 8; seconds *= 2) {
      fixture.pass(queue, Duration.ofSeconds(seconds));
    }

    assertThat(courier.tries()).isEqualTo(5);
    assertThat(queue.pending()).isZero();
    assertThat(queue.dropped()).extracting(DroppedRecord::requestId).containsExactly(id);
    assertThat(fixture.notices)
        .containsExactly("the record of " + id + " for " + QUEUE + " is dropped: nobody is there");
  }

  @Test
  void bringWhenServiceRefusesThenRecordIsDroppedAtOnce() {
    toQueue(fixture);
    courier.refuses();
    AsyncInvocations queue = fixture.open(courier);

    queue.accept(event("1"));
    fixture.workers.runAll();

    assertThat(courier.tries()).isEqualTo(1);
    assertThat(queue.dropped())
        .extracting(DroppedRecord::reason)
        .containsExactly("there is no such queue");
  }

  @Test
  void openWhenARecordWasOnItsWayThenItArrives() {
    Path file = directory.resolve("queue.mv");
    courier.isAway();
    try (StateStore store = StateStore.open(file)) {
      AsyncFixture first = new AsyncFixture(store);
      toQueue(first);
      AsyncInvocations queue = first.open(courier);
      queue.accept(event("1"));
      first.workers.runAll();
      queue.close(Duration.ZERO);
    }
    courier.isThere();

    try (StateStore store = StateStore.open(file)) {
      AsyncFixture next = new AsyncFixture(store);
      AsyncInvocations queue = next.open(courier);
      next.pass(queue, Duration.ofSeconds(1));

      assertThat(courier.parcels()).hasSize(1);
      assertThat(next.target.calls()).isZero();
      queue.close(Duration.ZERO);
    }
  }

  @Test
  void droppedWhenThereAreManyThenTheNewestAreKept() {
    toQueue(fixture);
    AsyncInvocations queue = fixture.open();
    String first = queue.accept(event("1"));
    String last = first;
    for (int number = 0; number < 1_000; number++) {
      last = queue.accept(event("1"));
    }

    fixture.workers.runAll();

    assertThat(queue.dropped())
        .hasSize(1_000)
        .extracting(DroppedRecord::requestId)
        .contains(last)
        .doesNotContain(first);
  }

  private static void toQueue(AsyncFixture fixture) {
    fixture.settings = new EventInvokeSettings(2, Duration.ofHours(6), QUEUE, null, null, false);
  }
}
