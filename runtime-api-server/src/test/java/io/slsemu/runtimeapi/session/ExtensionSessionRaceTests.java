package io.slsemu.runtimeapi.session;

import static io.slsemu.runtimeapi.http.ApiFixture.get;
import static io.slsemu.runtimeapi.http.ApiFixture.invocation;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.runtimeapi.model.FunctionIdentity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Seeded interleavings of what platform, runtime and extensions do; the seed is in failures. */
class ExtensionSessionRaceTests {

  private static final int ROUNDS = 2_000;
  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final ExecutorService threads = Executors.newFixedThreadPool(3);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void registerWhenTheRuntimeComesMeanwhileThenInitWaitsForItOrItIsRefused() {
    for (int round = 0; round < ROUNDS; round++) {
      ExtensionSession extensions = extensions();
      RuntimeSession session = new RuntimeSession(() -> 0, extensions, null);
      CompletableFuture<Registration> registration = new CompletableFuture<>();

      race(
          () -> registration.complete(extensions.calls().register("a", List.of("INVOKE"))),
          () -> new FakePoll(session).park(),
          extensions::statuses);

      boolean accepted = get(registration) instanceof Registration.Accepted;
      assertThat(extensions.ready().isDone())
          .as("seed %d round %d: accepted %s", seed, round, accepted)
          .isEqualTo(!accepted);
    }
  }

  @Test
  void offerWhenTheExtensionComesMeanwhileThenTheEventIsNeverLost() {
    for (int round = 0; round < ROUNDS; round++) {
      ExtensionSession extensions = extensions();
      RuntimeSession session = new RuntimeSession(() -> 0, extensions, null);
      UUID id = id(extensions.calls().register("a", List.of("INVOKE")));
      CompletableFuture<ExtensionDelivery> delivered = new CompletableFuture<>();
      CompletableFuture<PendingInvocation> offered = new CompletableFuture<>();

      race(
          () -> extensions.calls().next(id, completing(delivered)),
          () -> offered.complete(session.offer(invocation("a"))),
          () -> new FakePoll(session).park());

      assertThat(delivered).as("seed %d round %d", seed, round).isCompleted();
      CompletableFuture<Void> settled = get(offered).allSettled();
      assertThat(settled).isNotDone();
      session.close();
      assertThat(settled).isDone();
    }
  }

  @Test
  void closeWhenTheOthersRaceThenNothingHangs() {
    for (int round = 0; round < ROUNDS; round++) {
      ExtensionSession extensions = extensions();
      RuntimeSession session = new RuntimeSession(() -> 0, extensions, null);
      UUID id = id(extensions.calls().register("a", List.of("INVOKE")));
      new FakePoll(session).park();
      CompletableFuture<PendingInvocation> offered = new CompletableFuture<>();

      race(
          session::close,
          () -> offered.complete(session.offer(invocation("a"))),
          () -> extensions.calls().next(id, completing(new CompletableFuture<>())));

      assertThat(get(offered).allSettled()).as("seed %d round %d", seed, round).isDone();
      assertThat(extensions.ready()).isDone();
    }
  }

  private static ExtensionSession extensions() {
    FunctionIdentity function = new FunctionIdentity("f", "1", "h", null);
    return new ExtensionSession(function, List.of(), status -> {});
  }

  private static UUID id(Registration registration) {
    return ((Registration.Accepted) registration).identifier();
  }

  private static EventPoll<ExtensionDelivery> completing(
      CompletableFuture<ExtensionDelivery> delivered) {
    return new EventPoll<>() {
      @Override
      public void deliver(ExtensionDelivery event) {
        delivered.complete(event);
      }

      @Override
      public void abandon() {
        delivered.cancel(false);
      }
    };
  }

  /** Runs all at once, in an order the seed gives them to the threads. */
  private void race(Runnable... actions) {
    List<Runnable> shuffled = new ArrayList<>(List.of(actions));
    Collections.shuffle(shuffled, random);
    List<CompletableFuture<Void>> running =
        shuffled.stream().map(action -> CompletableFuture.runAsync(action, threads)).toList();
    running.forEach(one -> get(one));
  }
}
