package io.slsemu.emulator.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TraceSamplerTests {
  private double next = 0.5;
  private final TraceSampler sampler = new TraceSampler(() -> next);

  @Test
  void samplesWhenASecondBeginsThenItsFirstIsTaken() {
    assertThat(sampler.samples(1_000)).isTrue();
    assertThat(sampler.samples(1_001)).isFalse();
    assertThat(sampler.samples(1_999)).isFalse();
    assertThat(sampler.samples(2_000)).isTrue();
  }

  @Test
  void samplesWhenChanceWantsItThenFiveInAHundredOfTheOthersAreTaken() {
    sampler.samples(1_000);

    next = 0.0499;
    assertThat(sampler.samples(1_000)).isTrue();
    next = 0.05;
    assertThat(sampler.samples(1_000)).isFalse();
  }
}
