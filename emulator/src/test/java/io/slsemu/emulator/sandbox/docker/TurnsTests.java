package io.slsemu.emulator.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.TestThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
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
      atIt.add(
          beside(
              () -> {
                taken.countDown();
                await(over);
                return "made";
              }));
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
