package io.slsemu.runtimeapi.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PendingEventsTests {

  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

  private final PendingEvents pending = new PendingEvents(new Buffering(3, 100, 50));

  @Test
  @DisplayName("8.8/97: a batch is due when it has the items")
  void nanosUntilDueWhenItemsAreReachedThenNone() {
    pending.offer(new byte[1], 0);
    pending.offer(new byte[1], 0);
    assertThat(pending.hasFullBatch()).isFalse();

    pending.offer(new byte[1], 0);

    assertThat(pending.hasFullBatch()).isTrue();
    assertThat(pending.nanosUntilDue(0)).isZero();
    assertThat(pending.takeBatch()).hasSize(3);
  }

  @Test
  @DisplayName("8.8/97: a batch is due when it has the bytes, and has no more of them")
  void nanosUntilDueWhenBytesAreReachedThenNone() {
    pending.offer(new byte[99], 0);
    assertThat(pending.hasFullBatch()).isFalse();

    pending.offer(new byte[2], 0);

    assertThat(pending.nanosUntilDue(0)).isZero();
    assertThat(pending.takeBatch()).hasSize(1);
    assertThat(pending.takeBatch()).hasSize(1);
    assertThat(pending.isEmpty()).isTrue();
  }

  @Test
  @DisplayName("8.8/97: a batch is due when its oldest event has waited")
  void nanosUntilDueWhenTimePassesThenCountsDownFromTheOldest() {
    assertThat(pending.nanosUntilDue(7 * MS)).isEqualTo(Long.MAX_VALUE);
    pending.offer(new byte[1], 10 * MS);
    pending.offer(new byte[1], 40 * MS);

    assertThat(pending.nanosUntilDue(45 * MS)).isEqualTo(15 * MS);
    assertThat(pending.nanosUntilDue(60 * MS)).isZero();
  }

  @Test
  void takeBatchWhenOneEventIsLargerThanABatchThenItGoesAlone() {
    pending.offer(new byte[350], 0);
    pending.offer(new byte[1], 0);

    assertThat(pending.takeBatch()).hasSize(1);
    assertThat(pending.takeBatch()).hasSize(1);
  }

  @Test
  @DisplayName("8.8/99: what does not fit is dropped and counted")
  void offerWhenFullThenDropsAndCounts() {
    for (int i = 0; i < 20; i++) {
      pending.offer(new byte[2], 0);
    }

    assertThat(pending.takeDropped()).isEqualTo(new Dropped(8, 16));
    assertThat(pending.takeDropped().isNone()).isTrue();
    assertThat(pending.takeBatch()).hasSize(3);
  }

  @Test
  @DisplayName("8.8/99: the bytes are bounded as well as the items")
  void offerWhenBytesAreFullThenDrops() {
    pending.offer(new byte[399], 0);
    pending.offer(new byte[60], 0);

    pending.offer(new byte[1], 0);

    assertThat(pending.takeDropped()).isEqualTo(new Dropped(1, 1));
  }
}
