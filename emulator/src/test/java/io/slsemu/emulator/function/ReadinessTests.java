package io.slsemu.emulator.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.fixtures.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReadinessTests {
  private static final FunctionArn FUNCTION =
      new Scope("us-east-1", Scope.DEFAULT_ACCOUNT).function("f");
  private final ManualClock clock = ManualClock.startingAt(Instant.EPOCH.plusSeconds(1_000));
  private final Readiness readiness = new Readiness(clock);

  @Test
  void isPendingWhenTheTimeHasNotComeThenYes() {
    readiness.await(FUNCTION, clock.millis() + 200);

    assertThat(readiness.isPending(FUNCTION)).isTrue();
    clock.advance(Duration.ofMillis(199));
    assertThat(readiness.isPending(FUNCTION)).isTrue();
    clock.advance(Duration.ofMillis(1));
    assertThat(readiness.isPending(FUNCTION)).isFalse();
  }

  @Test
  void isPendingWhenAnotherIsThenNo() {
    readiness.await(FUNCTION, clock.millis() + 200);

    assertThat(readiness.isPending(new Scope("us-east-1", "111111111111").function("f"))).isFalse();
  }

  @Test
  void isPendingWhenDeployedAnewAndActiveThenNo() {
    readiness.await(FUNCTION, clock.millis() + 200);

    readiness.await(FUNCTION, clock.millis());

    assertThat(readiness.isPending(FUNCTION)).isFalse();
  }
}
