package io.slsemu.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.environment.EnvironmentState;
import io.slsemu.emulator.function.MaxConcurrency;
import io.slsemu.emulator.placement.Lease;
import io.slsemu.emulator.sandbox.FakeSandboxes;
import io.slsemu.emulator.sandbox.SandboxException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The end of an environment's rest, when the host is slow or refuses. */
class WakingTests {
  private static final FakeSandboxes.Program GOOD = (api, start) -> FakeSandboxes.echoForEver(api);

  @Test
  void tryLeaseWhenThawFailsThenItsPermitIsGivenBack() throws IOException {
    try (FakeEnvironments environments = FakeEnvironments.of(GOOD)) {
      environments.limiter().reserve(environments.function().arn(), 1);
      environments.invoke();
      environments.sandboxes().onThaw(WakingTests::refuse);

      assertThatThrownBy(environments::tryLease).isInstanceOf(SandboxException.class);

      assertThat(environments.invoke().start().type()).as("and not throttled").isEqualTo("cold");
    }
  }

  @Test
  void tryLeaseWhenItFailsInASharedEnvironmentThenItsRoomIsGivenBack() throws IOException {
    try (FakeEnvironments environments = FakeEnvironments.of(GOOD)) {
      environments.redefine(function -> function.maxConcurrency(new MaxConcurrency(2)));
      try (Lease busy = environments.lease()) {
        assertThat(busy.isCold()).isTrue();
        Thread.currentThread().interrupt(); // who waits for a worker is told so

        assertThatThrownBy(environments::tryLease).isInstanceOf(SandboxException.class);
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }

      assertThat(environments.placement().environments().snapshots())
          .extracting("state")
          .as("nobody is in it")
          .containsExactly(EnvironmentState.READY);
      assertThat(environments.invoke().start().type()).isEqualTo("warm");
    }
  }

  private static void refuse() {
    throw new SandboxException("no thaw today", "try again", null);
  }
}
