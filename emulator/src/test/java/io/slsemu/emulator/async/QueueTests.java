package io.slsemu.emulator.async;

import static io.slsemu.emulator.async.AsyncFixture.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.store.StateStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept, what is delivered twice, and how it ends. */
class QueueTests {
  @TempDir Path directory;
  private final AsyncFixture fixture = new AsyncFixture();

  @Test
  void openWhenEventsWereAcceptedThenTheyAreInvokedWithTheirIds() {
    Path file = directory.resolve("queue.mv");
    List<String> ids = new ArrayList<>();
    try (StateStore store = StateStore.open(file)) {
      AsyncInvocations queue = new AsyncFixture(store).open();
      ids.add(queue.accept(event("1")));
      ids.add(queue.accept(event("2")));
      queue.close(Duration.ZERO);
    }

    try (StateStore store = StateStore.open(file)) {
      AsyncFixture next = new AsyncFixture(store);
      AsyncInvocations queue = next.open();
      int pending = queue.pending();
      queue.wake();
      next.workers.runAll();

      assertThat(pending).isEqualTo(2);
      assertThat(next.target.events())
          .extracting(event -> event.ids().requestId())
          .containsExactlyElementsOf(ids);
      assertThat(queue.pending()).isZero();
      queue.close(Duration.ZERO);
    }
  }

  @Test
  void openWhenARetryWaitsThenItKeepsItsTimeItsCountAndItsAnswer() {
    Path file = directory.resolve("queue.mv");
    try (StateStore store = StateStore.open(file)) {
      AsyncFixture first = new AsyncFixture(store);
      first.target.does(FakeTarget.failed("no"));
      AsyncInvocations queue = first.open();
      queue.accept(event("1"));
      first.workers.runAll();
      first.pass(queue, Duration.ofMinutes(1));
      queue.close(Duration.ZERO);
    }

    try (StateStore store = StateStore.open(file)) {
      AsyncFixture next = new AsyncFixture(store);
      next.clock.advance(Duration.ofMinutes(1)); // as late as it was when the first one ended
      next.target.does(FakeTarget.failed("still no"));
      AsyncInvocations queue = next.open();
      next.pass(queue, Duration.ofSeconds(119));
      int tooSoon = next.target.calls();
      next.pass(queue, Duration.ofSeconds(1));

      assertThat(tooSoon).isZero();
      assertThat(next.target.calls()).isEqualTo(1);
      assertThat(next.notices).singleElement().asString().contains("after 3 invocations");
      queue.close(Duration.ZERO);
    }
  }

  @Test
  void openWhenAnEventWasUnderWayThenItIsInvokedAgain() {
    AsyncInvocations queue = fixture.open();
    queue.accept(event("1"));
    queue.close(Duration.ZERO); // its task waits for a thread, and is under way therefore
    fixture.workers.runAll();
    int before = fixture.target.calls();

    AsyncInvocations next = fixture.open();
    next.wake();
    fixture.workers.runAll();

    assertThat(fixture.target.calls()).isEqualTo(before + 1);
    assertThat(next.pending()).isZero();
  }

  @Test
  void closeWhenSomethingIsUnderWayThenItsEndDoesNotCount() {
    fixture.settings = new EventInvokeSettings(0, Duration.ofHours(6), null, null, null, false);
    AsyncInvocations queue = fixture.open();
    queue.accept(event("1"));
    fixture.target.does(
        event -> {
          assertThat(queue.close(Duration.ZERO)).isFalse();
          return FakeTarget.failed("its environment was ended");
        });

    fixture.workers.runAll();

    assertThat(fixture.notices).isEmpty();
    assertThat(fixture.open().pending()).isEqualTo(1);
  }

  @Test
  void acceptWhenClosedThenIsRefused() {
    AsyncInvocations queue = fixture.open();
    queue.close(Duration.ZERO);

    assertThatThrownBy(() -> queue.accept(event("1")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("stopping");
  }

  @Test
  void acceptWhenManyComeThenNoMoreThanTheConcurrencyAreUnderWay() {
    fixture.concurrency = 3;
    AsyncInvocations queue = fixture.open();
    for (int number = 0; number < 10; number++) {
      queue.accept(event(Integer.toString(number)));
    }
    int underWay = fixture.workers.waiting();

    fixture.workers.runAll();

    assertThat(underWay).isEqualTo(3);
    assertThat(fixture.target.events())
        .extracting(event -> new String(event.payload()))
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  }

  @Test
  void acceptWhenAllAreDuplicatedThenEachIsInvokedTwiceWithOneId() {
    fixture.duplication = new Duplication(1, new Random(7));
    AsyncInvocations queue = fixture.open();

    String id = queue.accept(event("1"));
    fixture.workers.runAll();

    assertThat(fixture.target.events())
        .extracting(event -> event.ids().requestId())
        .containsExactly(id, id);
  }

  @Test
  void acceptWhenSomeAreDuplicatedThenItIsTheirShare() {
    fixture.duplication = new Duplication(0.3, new Random(7));
    AsyncInvocations queue = fixture.open();
    for (int number = 0; number < 1_000; number++) {
      queue.accept(event("1"));
    }

    fixture.workers.runAll();

    Map<String, Integer> calls = new HashMap<>();
    fixture.target.events().forEach(e -> calls.merge(e.ids().requestId(), 1, Integer::sum));
    assertThat(calls).hasSize(1_000);
    assertThat(calls.values()).containsOnly(1, 2);
    assertThat(calls.values().stream().filter(count -> count == 2).count()).isBetween(250L, 350L);
  }

  @Test
  void duplicationWhenRateIsNoneThenIsRefused() {
    assertThatThrownBy(() -> new Duplication(1.5, new Random(7)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a duplicate rate of 1.5 is not within 0 to 1");
  }

  @Test
  void runWhenTheMachineFailsThenIsTriedAgainLater() {
    fixture.target.does(
        event -> {
          throw new IllegalStateException("disk full");
        });
    AsyncInvocations queue = fixture.open();
    queue.accept(event("1"));
    fixture.workers.runAll();
    fixture.target.does(FakeTarget.succeeded("1"));

    fixture.pass(queue, Duration.ofSeconds(5));

    assertThat(fixture.target.calls()).isEqualTo(2);
    assertThat(queue.pending()).isZero();
    assertThat(fixture.notices).singleElement().asString().contains("disk full");
  }
}
