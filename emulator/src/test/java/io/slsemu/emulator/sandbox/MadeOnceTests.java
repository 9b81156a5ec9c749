package io.slsemu.emulator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20) // who waits for the wrong thing waits for ever
class MadeOnceTests {
  private static final Executor THREADS = work -> start("test-made-once", work);

  private final MadeOnce<String, String> once = new MadeOnce<>();
  private final AtomicInteger makings = new AtomicInteger();

  private static Thread start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private String made() {
    return "made " + makings.incrementAndGet();
  }

  @Test
  void getWhenMadeBeforeThenIsTheSameUntilForgotten() {
    assertThat(once.get("a", this::made)).isEqualTo("made 1");
    assertThat(once.get("a", this::made)).isEqualTo("made 1");

    once.forget("a");

    assertThat(once.get("a", this::made)).isEqualTo("made 2");
  }

  @Test
  void getWhenAnotherKeyIsBeingMadeThenDoesNotWaitForIt() {
    String outer =
        once.get(
            "a",
            () ->
                "a after " + CompletableFuture.supplyAsync(() -> once.get("b", this::made)).join());

    assertThat(outer).isEqualTo("a after made 1");
  }

  @Test
  void getWhenTheSameIsBeingMadeThenWaitsForIt() {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<String> made = new CompletableFuture<>();
    CompletableFuture<String> maker =
        CompletableFuture.supplyAsync(
            () ->
                once.get(
                    "a",
                    () -> {
                      begun.countDown();
                      return made.join();
                    }),
            THREADS);
    await(begun);
    CompletableFuture<String> waiting =
        CompletableFuture.supplyAsync(() -> once.get("a", this::made), THREADS);

    made.complete("the first's");

    assertThat(waiting.join()).isEqualTo("the first's");
    assertThat(maker.join()).isEqualTo("the first's");
    assertThat(makings).hasValue(0);
  }

  @Test
  void getWhenItCannotBeMadeThenTheNextTriesAgain() {
    SandboxException failure = new SandboxException("no registry", "connect", null);

    assertThatThrownBy(
            () ->
                once.get(
                    "a",
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);

    assertThat(once.get("a", this::made)).isEqualTo("made 1");
  }

  @Test
  void getWhenWhoMakesItFailsThenThoseWhoWaitAreToldWhy() {
    CompletionException told = failWhileAnotherWaits(false);

    assertThat(told)
        .hasCauseInstanceOf(SandboxException.class)
        .hasMessageContaining("no registry")
        .extracting(failure -> ((SandboxException) failure.getCause()).remedy())
        .isEqualTo("connect");
    assertThat(makings).hasValue(0);
  }

  @Test
  void getWhenWhoMakesItIsStoppedThenAnotherMakesIt() {
    assertThat(failWhileAnotherWaits(true)).isNull();
    assertThat(makings).hasValue(1);
  }

  private CompletionException failWhileAnotherWaits(boolean stopped) {
    CompletableFuture<Thread> waiter = new CompletableFuture<>();
    CompletableFuture<String> waiting = new CompletableFuture<>();
    Runnable wait =
        () -> {
          waiter.complete(Thread.currentThread());
          try {
            waiting.complete(once.get("a", this::made));
          } catch (RuntimeException e) {
            waiting.completeExceptionally(e);
          }
        };
    CompletableFuture.runAsync(
            () ->
                once.get(
                    "a",
                    () -> {
                      start("test-made-once-waiter", wait);
                      awaitRest(waiter.join());
                      if (stopped) {
                        Thread.currentThread().interrupt();
                      }
                      throw new SandboxException("no registry", "connect", null);
                    }),
            THREADS)
        .exceptionally(failed -> null)
        .join();
    try {
      waiting.join();
      return null;
    } catch (CompletionException e) {
      return e;
    }
  }

  private static void awaitRest(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
