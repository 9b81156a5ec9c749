package io.slsemu.emulator.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.TestThreads;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Who asks an engine, and who waits in line. */
class TurnsTests {
  private final Turns turns = new Turns(2);

  @Test
  void takeWhenManyComeThenSoManyAreAtItAtOnceAndAllHaveTheirTurn() {
    AtomicInteger atIt = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch two = new CountDownLatch(2);
    List<CompletableFuture<Integer>> all = new ArrayList<>();
    for (int one = 0; one < 8; one++) {
      all.add(
          beside(
              () -> {
                most.accumulateAndGet(atIt.incrementAndGet(), Math::max);
                two.countDown();
                await(two);
                return atIt.decrementAndGet();
              }));
    }

    CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0])).join();

    assertThat(most).hasValue(2);
  }

  @Test
  void takeWhenOneFailsThenTheNextHasItsTurn() {
    for (int failure = 0; failure < 3; failure++) {
      assertThatThrownBy(() -> turns.take(TurnsTests::fail)).hasMessage("refused");
    }

    assertThat(turns.take(() -> "made")).isEqualTo("made");
  }

  @Test
  void endWhenSomeWaitThenTheyAreSentAwayAndWhoIsAtItGoesOn() {
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch taken = new CountDownLatch(2);
    List<CompletableFuture<String>> atIt = new ArrayList<>();
    for (int one = 0; one < 2; one++) {
      atIt.add(beside(() -> wait(taken, over, () -> "made")));
    }
    await(taken);
    CompletableFuture<String> waits = beside(() -> "never");

    turns.end();

    assertThatThrownBy(waits::join)
        .hasCauseInstanceOf(SandboxException.class)
        .hasMessageContaining("the emulator ended before the engine was asked");
    over.countDown();
    assertThat(atIt).allMatch(one -> one.join().equals("made"));
  }

  @Test
  void takeWhenEngineHungForThoseBeforeThenWhoWaitedFailsAsTheyAndTheNextAsksAgain() {
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch taken = new CountDownLatch(2);
    beside(() -> wait(taken, over, TurnsTests::hang));
    beside(() -> wait(taken, over, TurnsTests::hang));
    await(taken);
    CompletableFuture<String> waits = beside(() -> "never");
    Awaitility.await().until(() -> turns.waiting() == 1);

    over.countDown();

    assertThatThrownBy(waits::join)
        .hasCauseInstanceOf(SandboxException.class)
        .hasMessageContaining("the engine hangs");
    assertThat(turns.take(() -> "made")).isEqualTo("made");
  }

  @Test
  void takeWhenEngineHungForOneAndServedAnotherThenWhoWaitedAsks() {
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch serves = new CountDownLatch(1);
    CountDownLatch taken = new CountDownLatch(2);
    CompletableFuture<String> served = beside(() -> wait(taken, serves, () -> "made"));
    CompletableFuture<String> hung = beside(() -> wait(taken, hangs, TurnsTests::hang));
    await(taken);
    CompletableFuture<String> first = beside(() -> wait(taken, hangs, () -> "first"));
    CompletableFuture<String> second = beside(() -> "second");
    Awaitility.await().until(() -> turns.waiting() == 2);

    serves.countDown();
    assertThat(served.join()).isEqualTo("made");
    hangs.countDown();

    assertThatThrownBy(hung::join).hasMessageContaining("the engine hangs");
    assertThat(first.join()).isEqualTo("first");
    assertThat(second.join()).isEqualTo("second");
  }

  @Test
  void takeWhenInterruptedThenSaysSoAndStaysInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> turns.take(() -> "never"))
        .isInstanceOf(SandboxException.class)
        .hasMessage("interrupted in line for the engine");
    assertThat(Thread.interrupted()).isTrue();
  }

  private <T> CompletableFuture<T> beside(Supplier<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    TestThreads.start(
        "test-turn",
        () -> {
          try {
            done.complete(turns.take(work));
          } catch (SandboxException e) {
            done.completeExceptionally(e);
          }
        });
    return done;
  }

  private static String wait(CountDownLatch taken, CountDownLatch over, Supplier<String> work) {
    taken.countDown();
    await(over);
    return work.get();
  }

  private static String hang() {
    throw new SandboxException(
        "the engine hangs", "restart it", new SocketTimeoutException("Read timed out"));
  }

  private static String fail() {
    throw new SandboxException("refused", "try again", null);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
