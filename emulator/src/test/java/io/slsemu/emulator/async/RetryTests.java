package io.slsemu.emulator.async;

import static io.slsemu.emulator.async.AsyncFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.invoke.CallerIds;
import io.slsemu.emulator.report.TraceHeader;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When an event is tried again, and when no more. */
class RetryTests {
  private final AsyncFixture fixture = new AsyncFixture();

  @Test
  void acceptWhenFunctionAnswersThenIsInvokedOnceAndForgotten() {
    AsyncInvocations queue = fixture.open();

    String id = queue.accept(event("{\"n\":1}"));
    int invokedAtOnce = fixture.target.calls();
    fixture.workers.runAll();

    assertThat(invokedAtOnce).isZero();
    assertThat(fixture.target.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.ids().requestId()).isEqualTo(id);
              assertThat(event.payload()).asString().isEqualTo("{\"n\":1}");
            });
    assertThat(queue.pending()).isZero();
  }

  @Test
  void acceptWhenFunctionFailsThenIsInvokedAfterOneAndAfterTwoMinutesWithTheSameIds() {
    fixture.target.does(FakeTarget.failed("no"));
    AsyncInvocations queue = fixture.open();
    TraceHeader trace = TraceHeader.fresh(0);
    CallerIds ids = new CallerIds("11111111-2222-4333-8444-555555555555", trace);
    queue.accept(new AsyncEvent(AsyncFixture.ORDERS, "live", new byte[] {'1'}, ids));
    fixture.workers.runAll();

    fixture.pass(queue, Duration.ofSeconds(59));
    int tooSoon = fixture.target.calls();
    fixture.pass(queue, Duration.ofSeconds(1));
    int second = fixture.target.calls();
    fixture.pass(queue, Duration.ofSeconds(119));
    int tooSoonAgain = fixture.target.calls();
    fixture.pass(queue, Duration.ofSeconds(1));

    assertThat(List.of(tooSoon, second, tooSoonAgain)).containsExactly(1, 2, 2);
    assertThat(fixture.target.events())
        .hasSize(3)
        .allSatisfy(
            event -> {
              assertThat(event.ids()).isEqualTo(ids);
              assertThat(event.qualifier()).isEqualTo("live");
            });
    assertThat(queue.pending()).isZero();
    assertThat(fixture.notices)
        .singleElement()
        .asString()
        .contains(":function:orders:live is given up: RetriesExhausted after 3 invocations");
  }

  @Test
  void acceptWhenNoRetriesAreWantedThenIsInvokedOnce() {
    fixture.settings = settings(0, Duration.ofHours(6));
    fixture.target.does(FakeTarget.failed("no"));
    AsyncInvocations queue = fixture.open();

    queue.accept(event("1"));
    fixture.workers.runAll();

    assertThat(fixture.target.calls()).isEqualTo(1);
    assertThat(queue.pending()).isZero();
  }

  @Test
  void settingsWhenChangedWhileEventWaitsThenTheNewOnesCount() {
    fixture.target.does(FakeTarget.failed("no"));
    AsyncInvocations queue = fixture.open();
    queue.accept(event("1"));
    fixture.workers.runAll();

    fixture.settings = settings(1, Duration.ofHours(6));
    fixture.pass(queue, Duration.ofMinutes(1));

    assertThat(fixture.target.calls()).isEqualTo(2);
    assertThat(queue.pending()).isZero();
  }

  @Test
  void acceptWhenThrottledThenWaitsTwiceAsLongEachTimeUpToFiveMinutes() {
    fixture.target.does(FakeTarget.throttled());
    AsyncInvocations queue = fixture.open();
    queue.accept(event("1"));
    fixture.workers.runAll();

    for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
      int before = fixture.target.calls();
      fixture.pass(queue, Duration.ofSeconds(seconds).minusMillis(1));
      assertThat(fixture.target.calls()).isEqualTo(before);
      fixture.pass(queue, Duration.ofMillis(1));
      assertThat(fixture.target.calls()).isEqualTo(before + 1);
    }
  }

  @Test
  void acceptWhenThrottledInBetweenThenNoRetryIsUsedUp() {
    fixture.target.does(FakeTarget.failed("no"));
    AsyncInvocations queue = fixture.open();
    queue.accept(event("1"));
    fixture.workers.runAll();
    fixture.target.does(new Outcome.Refused(500, "the host is out of memory"));
    fixture.pass(queue, Duration.ofMinutes(1));
    fixture.target.does(FakeTarget.failed("no"));

    fixture.pass(queue, Duration.ofSeconds(1));
    fixture.pass(queue, Duration.ofMinutes(2));

    assertThat(fixture.target.calls()).isEqualTo(4);
    assertThat(fixture.notices)
        .satisfiesExactly(
            first -> assertThat(first).contains("tried again: the host is out of memory"),
            last -> assertThat(last).contains("after 3 invocations"));
  }

  @Test
  void acceptWhenThrottledUntilTooOldThenIsGivenUpAtItsAge() {
    fixture.settings = settings(2, Duration.ofSeconds(60));
    fixture.target.does(FakeTarget.throttled());
    AsyncInvocations queue = fixture.open();
    queue.accept(event("1"));
    fixture.workers.runAll();
    for (int second = 1; second < 60; second++) {
      fixture.pass(queue, Duration.ofSeconds(1));
    }
    int pending = queue.pending();
    int calls = fixture.target.calls();

    fixture.pass(queue, Duration.ofSeconds(1));

    assertThat(pending).isEqualTo(1);
    assertThat(fixture.target.calls()).isEqualTo(calls).isEqualTo(6);
    assertThat(queue.pending()).isZero();
    assertThat(fixture.notices)
        .singleElement()
        .asString()
        .contains("EventAgeExceeded after 0 invocations");
  }

  @Test
  void acceptWhenRetryWouldComeTooLateThenIsGivenUpAtOnce() {
    fixture.settings = settings(2, Duration.ofSeconds(60));
    fixture.target.does(FakeTarget.failed("no"));
    AsyncInvocations queue = fixture.open();

    queue.accept(event("1"));
    fixture.workers.runAll();

    assertThat(fixture.notices)
        .singleElement()
        .asString()
        .contains("EventAgeExceeded after 1 invocations");
  }

  @Test
  void skipWhenVirtualTimeIsMovedOnThenRetriesAreDue() {
    fixture.target.does(FakeTarget.failed("no"));
    AsyncInvocations queue = fixture.open();
    queue.accept(event("1"));
    fixture.workers.runAll();

    fixture.age.skip(Duration.ofMinutes(1));
    queue.wake();
    fixture.workers.runAll();

    assertThat(fixture.target.calls()).isEqualTo(2);
  }

  @Test
  void skipWhenVirtualTimeIsMovedOnThenEventsGetOlder() {
    fixture.target.does(FakeTarget.throttled());
    AsyncInvocations queue = fixture.open();
    queue.accept(event("1"));
    fixture.workers.runAll();

    fixture.age.skip(Duration.ofHours(6));
    queue.wake();
    fixture.workers.runAll();

    assertThat(fixture.target.calls()).isEqualTo(1);
    assertThat(fixture.notices).singleElement().asString().contains("EventAgeExceeded");
  }

  @Test
  void acceptWhenFunctionIsGoneThenEventIsKeptAsDropped() {
    fixture.target.does(new Outcome.Gone("Function not found: orders"));
    AsyncInvocations queue = fixture.open();

    String id = queue.accept(event("{\"n\":1}"));
    fixture.workers.runAll();

    assertThat(queue.pending()).isZero();
    assertThat(queue.dropped())
        .containsExactly(
            new DroppedRecord(
                id, AsyncFixture.ORDERS + ":$LATEST", "Function not found: orders", "{\"n\":1}"));
    assertThat(fixture.notices).singleElement().asString().contains(id, "Function not found");
  }

  @Test
  void alarmWhenRetryIsDueLaterThenRingsThen() {
    fixture.target.does(FakeTarget.failed("no"));
    AsyncInvocations queue = fixture.open();
    queue.accept(event("1"));

    fixture.workers.runAll();

    assertThat(fixture.workers.lastAlarm()).isEqualTo(Duration.ofMinutes(1));
  }

  private static EventInvokeSettings settings(int retries, Duration age) {
    return new EventInvokeSettings(retries, age, null, null, null, false);
  }
}
