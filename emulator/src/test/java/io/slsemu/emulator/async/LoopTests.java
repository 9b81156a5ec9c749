package io.slsemu.emulator.async;

import static io.slsemu.emulator.async.AsyncFixture.ORDERS;
import static io.slsemu.emulator.async.AsyncFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Functions whose events lead to each other. */
class LoopTests {
  private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:records";
  private static final String LETTERS = "arn:aws:sqs:us-east-1:000000000000:letters";

  private final AsyncFixture fixture = new AsyncFixture();

  /** The function's answers go back to it. */
  private static EventInvokeSettings circle(
      @Nullable String onFailure, @Nullable String deadLetters, boolean recursion) {
    return new EventInvokeSettings(
        2, Duration.ofHours(6), ORDERS.toString(), onFailure, deadLetters, recursion);
  }

  private AsyncInvocations run() {
    AsyncInvocations queue = fixture.open();
    queue.accept(event("1"));
    fixture.workers.runAll();
    assertThat(queue.pending()).isZero();
    return queue;
  }

  @Test
  void destinationWhenFunctionsLeadToEachOtherThenTheLoopIsStopped() {
    fixture.settings = circle(null, null, false);

    AsyncInvocations queue = run();

    assertThat(fixture.target.calls()).isEqualTo(16);
    assertThat(queue.dropped())
        .extracting(DroppedRecord::destination)
        .containsExactly(ORDERS + ":$LATEST");
    assertThat(fixture.notices)
        .singleElement()
        .asString()
        .contains("is dropped: it is one of more than 16 events in a row", "RecursiveLoop Allow");
  }

  @Test
  void destinationWhenSomebodyIsToKnowOfFailuresThenIsToldOfTheStop() {
    fixture.settings = circle(QUEUE, LETTERS, false);

    AsyncInvocations queue = run(); // there is no endpoint: what was to be brought is dropped

    assertThat(fixture.target.calls()).isEqualTo(16);
    assertThat(queue.dropped())
        .extracting(DroppedRecord::destination)
        .containsExactlyInAnyOrder(QUEUE, LETTERS);
    assertThat(queue.dropped())
        .filteredOn(each -> each.destination().equals(QUEUE))
        .singleElement()
        .extracting(DroppedRecord::body)
        .asString()
        .contains("\"condition\":\"RetriesExhausted\",\"approximateInvokeCount\":0");
    assertThat(fixture.notices).anyMatch(each -> each.contains("is stopped: it is one of more"));
  }

  @Test
  void destinationWhenFailuresGoToTheFunctionItselfThenTheStopGoesNowhere() {
    fixture.settings = circle(ORDERS.toString(), null, false);

    AsyncInvocations queue = run();

    assertThat(fixture.target.calls()).isEqualTo(16);
    assertThat(queue.dropped()).hasSize(1);
  }

  @Test
  void destinationWhenRecursionIsAllowedThenTheLoopGoesOn() {
    fixture.settings = circle(null, null, true);
    fixture.target.does(
        event -> {
          if (fixture.target.calls() > 300) {
            fixture.settings = EventInvokeSettings.DEFAULTS; // the end of the chain
          }
          return FakeTarget.succeeded("1");
        });

    AsyncInvocations queue = run();

    assertThat(fixture.target.calls()).isGreaterThan(300);
    assertThat(queue.dropped()).isEmpty();
  }
}
