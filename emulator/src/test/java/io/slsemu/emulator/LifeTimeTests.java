package io.slsemu.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.placement.Lease;
import io.slsemu.emulator.placement.LifeTime;
import io.slsemu.emulator.placement.ProvisionedConcurrency;
import io.slsemu.emulator.placement.ProvisionedConcurrency.Status;
import io.slsemu.emulator.sandbox.FakeSandboxes;
import io.slsemu.emulator.sandbox.SandboxExit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How long environments live, and which stand ready, by a clock that is moved on. */
class LifeTimeTests {
  private static final FakeSandboxes.Program GOOD = (api, start) -> FakeSandboxes.echoForEver(api);

  @Test
  void skipIdleWhenShorterThanKeepAliveThenIsWarmAndTellsTheIdleTime() throws IOException {
    try (FakeEnvironments environments = FakeEnvironments.of(GOOD)) {
      environments.invoke();
      environments.skipIdle(Duration.ofMinutes(5));
      InvokeResult second = environments.invoke();

      assertThat(second.start().type()).isEqualTo("warm");
      assertThat(second.start().idleBefore())
          .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
      assertThat(second.report().duration()).isLessThan(Duration.ofMinutes(1));
    }
  }

  @Test
  void skipIdleWhenLongerThanKeepAliveThenIsColdAndTheOldOneIsShutDown() throws IOException {
    try (FakeEnvironments environments = FakeEnvironments.of(GOOD)) {
      environments.invoke();
      environments.skipIdle(Duration.ofSeconds(321));

      assertThat(environments.invoke().start().type()).isEqualTo("cold");
      awaitClosed(environments, "e1");
    }
  }

  @Test
  void invokeWhenMaximumLifeIsOverThenIsColdHoweverBusyItWas() throws IOException {
    LifeTime life = new LifeTime(Duration.ofHours(9), Duration.ofHours(1));
    try (FakeEnvironments environments = new FakeEnvironments(life, Duration.ofSeconds(10), GOOD)) {
      Stream.Builder<String> types = Stream.builder();
      for (int call = 0; call < 5; call++) {
        types.add(environments.invoke().start().type());
        environments.skipIdle(Duration.ofMinutes(25));
      }

      assertThat(types.build()).containsExactly("cold", "warm", "warm", "cold", "warm");
    }
  }

  @Test
  void invokeWhenEnvironmentsAreUsedOnceThenEachIsShutDownAfterItsCall() throws IOException {
    try (FakeEnvironments environments =
        new FakeEnvironments(LifeTime.idle(Duration.ZERO), Duration.ofSeconds(10), GOOD)) {
      environments.invoke();
      InvokeResult second = environments.invoke();

      assertThat(second.start().type()).isEqualTo("cold");
      assertThat(second.start().environmentId()).isEqualTo("e2");
      awaitClosed(environments, "e1", "e2");
    }
  }

  @Test
  void provisionWhenAllAreReadyThenTheyComeFirstAndTheRestIsOnDemand() throws Exception {
    try (FakeEnvironments environments = FakeEnvironments.of(GOOD)) {
      ProvisionedConcurrency ready = environments.provision(2);

      assertThat(ready).isEqualTo(new ProvisionedConcurrency(Status.READY, 2, 2, null));
      assertThat(environments.sandboxes().lastVariables())
          .containsEntry("AWS_LAMBDA_INITIALIZATION_TYPE", "provisioned-concurrency");
      assertThat(environments.listener().lines())
          .as("INIT_REPORT even where on-demand functions get it on failure only")
          .filteredOn(line -> line.startsWith("INIT_REPORT"))
          .hasSize(2);
      InvokeResult first = environments.invoke();
      assertThat(first.start().type()).isEqualTo("provisioned");
      assertThat(first.report().initDuration()).isNull();
      assertThat(first.logs().get(0)).startsWith("START");
    }
  }

  @Test
  void provisionWhenMoreCallsAtOnceThenTheyGoToEnvironmentsOnDemand() throws IOException {
    try (FakeEnvironments environments = FakeEnvironments.of(GOOD)) {
      environments.provision(1);
      try (Lease busy = environments.lease()) {
        assertThat(busy.environment().id()).isEqualTo("e1");
        assertThat(environments.invoke().start().type()).isEqualTo("cold");
        assertThat(environments.sandboxes().lastVariables())
            .as("while the one that is busy has no successor")
            .containsEntry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
      }
    }
  }

  @Test
  void provisionWhenIdleForADayThenIsReplacedForItsAgeOnly() throws IOException {
    LifeTime life = new LifeTime(LifeTime.DEFAULT_KEEP_ALIVE, Duration.ofHours(48));
    try (FakeEnvironments environments = new FakeEnvironments(life, Duration.ofSeconds(10), GOOD)) {
      environments.provision(1);
      environments.skipIdle(Duration.ofHours(24));
      assertThat(environments.invoke().start().environmentId()).isEqualTo("e1");

      environments.skipIdle(Duration.ofHours(24));

      awaitClosed(environments, "e1");
      awaitAllocated(environments, 1);
      assertThat(environments.invoke().start())
          .satisfies(start -> assertThat(start.type()).isEqualTo("provisioned"))
          .satisfies(start -> assertThat(start.environmentId()).isEqualTo("e2"));
    }
  }

  @Test
  void provisionWhenOneLosesItsRuntimeThenAnotherTakesItsPlace() throws IOException {
    FakeSandboxes.Program first =
        (api, start) -> {
          if (start > 1) {
            return FakeSandboxes.echoForEver(api);
          }
          api.next();
          return new SandboxExit.Exited(1);
        };
    try (FakeEnvironments environments = FakeEnvironments.of(first)) {
      environments.provision(1);
      InvokeResult crash = environments.invoke();

      assertThat(crash.outcome().errorType()).isEqualTo("Runtime.ExitError");
      awaitClosed(environments, "e1");
      awaitAllocated(environments, 1);
      assertThat(environments.invoke().start().environmentId()).isEqualTo("e2");
    }
  }

  @Test
  void provisionWhenOneInitFailsThenNoneIsUsedAndTheReasonIsTold() throws IOException {
    FakeSandboxes.Program third =
        (api, start) -> {
          if (start != 3) {
            return FakeSandboxes.echoForEver(api);
          }
          api.failInit("Runtime.Broken", "{}");
          return new SandboxExit.Exited(1);
        };
    try (FakeEnvironments environments = FakeEnvironments.of(third)) {
      ProvisionedConcurrency failed = environments.provision(3);

      assertThat(failed)
          .isEqualTo(
              new ProvisionedConcurrency(Status.FAILED, 3, 0, "FUNCTION_ERROR_INIT_FAILURE"));
      awaitClosed(environments, "e1", "e2", "e3");
      assertThat(environments.invoke().start().type()).isEqualTo("cold");
    }
  }

  @Test
  void closeWhenProvisioningIsUnderWayThenItEndsToo() throws IOException {
    CountDownLatch begun = new CountDownLatch(2);
    FakeSandboxes.Program stalling =
        (api, start) -> {
          begun.countDown();
          return new CompletableFuture<SandboxExit>().join();
        };
    FakeEnvironments environments = FakeEnvironments.of(stalling);
    CompletableFuture<ProvisionedConcurrency> provisioned =
        environments.placement().provision(environments.function(), 2);
    Awaitility.await().until(() -> begun.getCount() == 0);

    environments.close();

    assertThat(provisioned.join().status()).isEqualTo(Status.FAILED);
  }

  @Test
  void provisionWhenTakenBackThenCallsAreOnDemandAgain() throws IOException {
    try (FakeEnvironments environments = FakeEnvironments.of(GOOD)) {
      environments.provision(2);
      environments.provision(0);

      assertThat(environments.invoke().start().type()).isEqualTo("cold");
      awaitClosed(environments, "e1", "e2");
    }
  }

  @Test
  void warmUpWhenDoneThenTheFirstCallIsWarmAndHasNoInitDuration() throws IOException {
    try (FakeEnvironments environments = FakeEnvironments.of(GOOD)) {
      environments.placement().warmUp(environments.function());
      InvokeResult first = environments.invoke();

      assertThat(first.start().type()).isEqualTo("warm");
      assertThat(first.start().invocationIndex()).isEqualTo(1);
      assertThat(first.report().initDuration()).isNull();
      assertThat(first.timeline()).extracting("name").containsExactly("invoke");
      List<String> lines = environments.listener().lines();
      assertThat(lines.get(0)).startsWith("INIT_START");
      assertThat(lines.get(1)).startsWith("START");
    }
  }

  private static void awaitClosed(FakeEnvironments environments, String... ids) {
    Awaitility.await()
        .untilAsserted(() -> assertThat(environments.sandboxes().closed()).contains(ids));
  }

  private static void awaitAllocated(FakeEnvironments environments, int count) {
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(environments.placement().provisioned(environments.function()))
                    .extracting("allocated")
                    .isEqualTo(count));
  }
}
