package io.slsemu.emulator.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.concurrency.Allowance;
import io.slsemu.emulator.sandbox.DoomedEmulator;
import io.slsemu.emulator.sandbox.TestThreads;
import io.slsemu.emulator.store.StateStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An emulator that is killed loses none of ten thousand events that it has accepted. */
class AsyncKillNineTests {
  private static final int EVENTS = 10_000;
  private static final int DELIVERED = EVENTS / 4;

  /** They share a commit: with many of them, waiting for the disk takes little of the test. */
  private static final int CALLERS = 64;

  @TempDir Path directory;

  @Test
  void emulatorWhenKilledWhileEventsComeAndGoThenNoneIsLost() throws Exception {
    Path accepted = directory.resolve("accepted");
    Path delivered = directory.resolve("delivered");
    try (DoomedEmulator emulator =
        DoomedEmulator.start(Victim.class, directory.resolve("errors"), directory.toString())) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> lines(accepted).size() >= EVENTS && lines(delivered).size() >= DELIVERED);
      emulator.kill();
    }
    Set<String> before = new HashSet<>(lines(delivered));
    Set<String> promised = new HashSet<>(lines(accepted));
    Set<String> waiting = new HashSet<>(promised);
    waiting.removeAll(before);

    Set<String> after = drain();

    System.out.printf(
        "accepted %d events, handled %d of them before the kill and %d after it%n",
        promised.size(), before.size(), after.size());
    assertThat(promised).hasSizeGreaterThanOrEqualTo(EVENTS);
    assertThat(waiting).hasSizeGreaterThanOrEqualTo(DELIVERED);
    assertThat(after).containsAll(waiting);
  }

  /** What the next emulator finds in the queue and does. */
  private Set<String> drain() {
    Set<String> events = new HashSet<>();
    try (StateStore store = StateStore.open(directory.resolve("queue.mv"))) {
      AsyncFixture next = new AsyncFixture(store, Instant.now());
      AsyncInvocations queue = next.open();
      next.pass(queue, Duration.ofMinutes(1));
      next.target.events().forEach(event -> events.add(name(event)));
      assertThat(queue.pending()).isZero();
      queue.close(Duration.ZERO);
    }
    return events;
  }

  /** The whole lines only: a kill may cut the last one. */
  private static List<String> lines(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    String text = Files.readString(file);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  private static String name(AsyncEvent event) {
    return event.ids().requestId() + " " + new String(event.payload(), StandardCharsets.UTF_8);
  }

  /**
   * Accepts events for as long as it lives, and invokes them; every other one fails, and waits for
   * its second try.
   */
  static final class Victim {
    private Victim() {}

    public static void main(String[] arguments) throws InterruptedException {
      Path directory = Path.of(arguments[0]);
      AsyncInvocations queue = queue(directory);
      queue.wake();
      AtomicInteger numbers = new AtomicInteger();
      for (int thread = 0; thread < CALLERS; thread++) {
        TestThreads.start("accept-" + thread, () -> acceptAll(queue, numbers, directory));
      }
      DoomedEmulator.ready();
    }

    private static void acceptAll(AsyncInvocations queue, AtomicInteger numbers, Path directory) {
      while (true) {
        String number = Integer.toString(numbers.getAndIncrement());
        String id = queue.accept(AsyncFixture.event(number));
        note(directory.resolve("accepted"), id + " " + number);
      }
    }

    private static AsyncInvocations queue(Path directory) {
      return new AsyncInvocations(
          new AsyncSettings(
              StateStore.open(directory.resolve("queue.mv")),
              (event, begun) -> invoke(event, directory),
              (function, qualifier) -> EventInvokeSettings.DEFAULTS,
              System::nanoTime,
              InstantSource.system(),
              task -> TestThreads.start("async", task),
              Alarm.of(Executors.newSingleThreadScheduledExecutor()),
              function -> new Allowance(directory, 0, 32),
              null,
              new Duplication(0.1, new Random(1)),
              System.err::println));
    }

    private static Outcome invoke(AsyncEvent event, Path directory) {
      if (event.payload()[event.payload().length - 1] % 2 != 0) {
        return FakeTarget.failed("odd");
      }
      note(directory.resolve("delivered"), name(event));
      return FakeTarget.succeeded("1");
    }

    /** One write, so that lines of several threads do not mix. */
    private static void note(Path file, String line) {
      try {
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
