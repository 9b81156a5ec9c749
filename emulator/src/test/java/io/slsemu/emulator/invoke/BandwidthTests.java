package io.slsemu.emulator.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.fixtures.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BandwidthTests {
  private static final long MIB = 1024 * 1024;
  private final ManualClock clock = ManualClock.startingAt(Instant.EPOCH);
  private final TokenBucket bucket = new TokenBucket(Bandwidth.SERVICE, clock);

  @Test
  @DisplayName("8.7/92: a burst of 6 MiB goes through at once")
  void takeWhenFullThenGivesTheBurst() {
    assertThat(bucket.take(4 * MIB)).isEqualTo(4 * MIB);
    assertThat(bucket.take(4 * MIB)).isEqualTo(2 * MIB);
    assertThat(bucket.take(1)).isZero();
  }

  @Test
  @DisplayName("8.7/92: every 125 ms there is an eighth of 2 MiB more")
  void takeWhenEmptyThenWaitsForTheRefill() {
    bucket.take(6 * MIB);
    clock.advance(Duration.ofMillis(100));
    assertThat(bucket.take(MIB)).isZero();
    assertThat(bucket.nanosUntilRefill()).isEqualTo(Duration.ofMillis(25).toNanos());

    clock.advance(Duration.ofMillis(25));

    assertThat(bucket.take(MIB)).isEqualTo(MIB / 4);
    assertThat(bucket.nanosUntilRefill()).isEqualTo(TokenBucket.REFILL_NANOS);
  }

  @Test
  @DisplayName("8.7/92: over time the rate is 2 MiB a second")
  void takeWhenTimePassesThenTheRateHolds() {
    bucket.take(6 * MIB);
    long taken = 0;

    for (int i = 0; i < 100; i++) {
      clock.advance(Duration.ofMillis(30));
      taken += bucket.take(Long.MAX_VALUE);
    }

    assertThat(taken).isEqualTo(3 * 2 * MIB);
  }

  @Test
  void takeWhenLongIdleThenHasTheBurstAgainAndNoMore() {
    bucket.take(6 * MIB);

    clock.advance(Duration.ofDays(400));

    assertThat(bucket.take(Long.MAX_VALUE)).isEqualTo(6 * MIB);
  }

  @ParameterizedTest
  @CsvSource({"32767,65536", "67108865,65536", "65536,32767", "65536,67108865", "0,0", "-1,65536"})
  @DisplayName("8.7/92: figures out of bounds are refused")
  void bandwidthWhenOutOfBoundsThenRefused(long burst, long rate) {
    assertThatThrownBy(() -> new Bandwidth(burst, rate))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32768 to 67108864");
  }
}
