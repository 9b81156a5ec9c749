package io.slsemu.runtimeapi.session;

import static io.slsemu.runtimeapi.http.ApiFixture.invocation;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Seeded interleavings of offer, vanish, poll and close; the seed is in every failure. */
class RuntimeSessionRaceTests {

  private static final int ROUNDS = 2_000;
  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final ExecutorService threads = Executors.newFixedThreadPool(3);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void offerWhenPollsVanishMeanwhileThenTheEventIsNeverLost() throws Exception {
    System.out.println("seed " + seed);
    for (int round = 0; round < ROUNDS; round++) {
      RuntimeSession session = new RuntimeSession();
      FakePoll old = new FakePoll(session).park();
      FakePoll poll = new FakePoll(session).park();
      FakePoll late = new FakePoll(session);
      AtomicReference<PendingInvocation> offered = new AtomicReference<>();

      race(
          () -> offered.set(session.offer(invocation("a"))),
          random.nextBoolean() ? poll::vanish : poll::die,
          random.nextBoolean() ? late::park : old::vanish);
      FakePoll last = new FakePoll(session).park();

      assertThat(last.delivered())
          .as("seed %d round %d: the poll that follows has the event", seed, round)
          .containsExactly(offered.get());
    }
  }

  @Test
  void closeWhenOfferAndPollRaceThenNothingHangs() throws Exception {
    System.out.println("seed " + seed);
    for (int round = 0; round < ROUNDS; round++) {
      RuntimeSession session = new RuntimeSession();
      FakePoll poll = random.nextBoolean() ? new FakePoll(session).park() : new FakePoll(session);
      AtomicReference<PendingInvocation> offered = new AtomicReference<>();

      race(
          () -> offered.set(session.offer(invocation("a"))),
          session::close,
          random.nextBoolean() ? poll::vanish : () -> new FakePoll(session).park());

      assertThat(offered.get().answer()).as("seed %d round %d", seed, round).isCancelled();
      assertThat(offered.get().settled()).isCancelled();
      assertThat(session.initialized()).isDone();
    }
  }

  /** Runs all at once, in an order the seed gives them to the threads. */
  private void race(Runnable... actions) throws Exception {
    List<Runnable> shuffled = new ArrayList<>(List.of(actions));
    Collections.shuffle(shuffled, random);
    CyclicBarrier start = new CyclicBarrier(actions.length);
    List<Future<?>> running = new ArrayList<>();
    for (Runnable action : shuffled) {
      int spin = random.nextInt(200);
      running.add(
          threads.submit(
              () -> {
                start.await();
                for (int i = 0; i < spin; i++) {
                  Thread.onSpinWait();
                }
                action.run();
                return null;
              }));
    }
    for (Future<?> one : running) {
      one.get(60, TimeUnit.SECONDS);
    }
  }
}
