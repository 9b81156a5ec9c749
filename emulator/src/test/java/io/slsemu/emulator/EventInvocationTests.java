package io.slsemu.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.async.Alarm;
import io.slsemu.emulator.async.AsyncEvent;
import io.slsemu.emulator.async.AsyncInvocations;
import io.slsemu.emulator.async.AsyncSettings;
import io.slsemu.emulator.async.Duplication;
import io.slsemu.emulator.async.EventInvokeSettings;
import io.slsemu.emulator.async.Outcome;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.invoke.CallerIds;
import io.slsemu.emulator.sandbox.FakeSandboxes;
import io.slsemu.emulator.sandbox.TestThreads;
import io.slsemu.emulator.store.StateStore;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events that nobody waits for, in real environments with scripted runtimes. */
class EventInvocationTests {
  private static final String ERROR = "{\"errorMessage\":\"no\",\"errorType\":\"E\"}";

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "test-timer"));

  @AfterEach
  void stopTimer() {
    timer.shutdownNow();
  }

  @Test
  void acceptWhenFunctionFailsTwiceThenTimeIsSkippedToItsThirdTry() throws IOException {
    try (FakeEnvironments environments = FakeEnvironments.of(failingTwice())) {
      AsyncInvocations queue = queue(environments);

      String id = queue.accept(event(environments));
      awaitTry(environments, queue, id, 1);
      skip(environments, queue, Duration.ofMinutes(1));
      awaitTry(environments, queue, id, 2);
      skip(environments, queue, Duration.ofMinutes(2));

      awaitTry(environments, queue, id, 3);
      Awaitility.await().until(() -> queue.pending() == 0);
      assertThat(queue.close(Duration.ofSeconds(5))).isTrue();
    }
  }

  @Test
  void invokeWhenFunctionAnswersThenTellsItsVersionAndItsAnswer() throws IOException {
    try (FakeEnvironments environments =
        FakeEnvironments.of((api, start) -> FakeSandboxes.echoForEver(api))) {
      Outcome outcome = environments.target().invoke(event(environments), () -> {});

      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.Succeeded.class,
              succeeded -> {
                assertThat(succeeded.executedVersion()).isEqualTo("$LATEST");
                assertThat(succeeded.payload()).asString().isEqualTo("\"ok\"");
              });
    }
  }

  @Test
  void invokeWhenNothingIsReservedThenIsSwitchedOff() throws IOException {
    try (FakeEnvironments environments =
        FakeEnvironments.of((api, start) -> FakeSandboxes.echoForEver(api))) {
      environments.limiter().reserve(environments.function().arn(), 0);

      assertThat(environments.target().invoke(event(environments), () -> {}))
          .isEqualTo(new Outcome.SwitchedOff());
    }
  }

  @Test
  void invokeWhenConcurrencyIsUsedUpThenIsRefused() throws IOException {
    try (FakeEnvironments environments =
        FakeEnvironments.of((api, start) -> FakeSandboxes.echoForEver(api))) {
      environments.limiter().reserve(environments.function().arn(), 1);
      environments.limiter().admit(environments.function().arn());

      assertThat(environments.target().invoke(event(environments), () -> {}))
          .isEqualTo(new Outcome.Refused(429, "Rate Exceeded."));
    }
  }

  @Test
  void invokeWhenFunctionIsAbsentThenIsGone() throws IOException {
    try (FakeEnvironments environments =
        FakeEnvironments.of((api, start) -> FakeSandboxes.echoForEver(api))) {
      FunctionArn absent = new Scope("us-east-1", "000000000000").function("absent");

      assertThat(environments.target().invoke(event(absent), () -> {}))
          .isEqualTo(new Outcome.Gone("Function not found: " + absent));
    }
  }

  private static FakeSandboxes.Program failingTwice() {
    return (api, start) -> {
      api.fail(api.next().requestId(), "E", ERROR);
      api.fail(api.next().requestId(), "E", ERROR);
      return FakeSandboxes.echoForEver(api);
    };
  }

  private static void skip(
      FakeEnvironments environments, AsyncInvocations queue, Duration duration) {
    environments.skipIdle(duration);
    queue.wake();
  }

  /** The try is over when its REPORT is there and the queue has heard of it. */
  private static void awaitTry(
      FakeEnvironments environments, AsyncInvocations queue, String id, int count) {
    Awaitility.await()
        .untilAsserted(
            () -> {
              assertThat(reports(environments))
                  .filteredOn(line -> line.contains(id))
                  .hasSize(count);
              assertThat(queue.underWay()).isZero();
            });
  }

  private static List<String> reports(FakeEnvironments environments) {
    return environments.listener().lines().stream()
        .filter(line -> line.startsWith("REPORT"))
        .toList();
  }

  private AsyncInvocations queue(FakeEnvironments environments) {
    return new AsyncInvocations(
        new AsyncSettings(
            StateStore.inMemory(),
            environments.target(),
            (function, qualifier) -> EventInvokeSettings.DEFAULTS,
            environments.age(),
            InstantSource.system(),
            task -> TestThreads.start("async", task),
            Alarm.of(timer),
            environments.limiter()::allowance,
            null,
            Duplication.NONE,
            environments.listener()::notice));
  }

  private static AsyncEvent event(FakeEnvironments environments) {
    return event(environments.function().arn());
  }

  private static AsyncEvent event(FunctionArn function) {
    return new AsyncEvent(function, null, new byte[] {'1'}, CallerIds.NONE);
  }
}
