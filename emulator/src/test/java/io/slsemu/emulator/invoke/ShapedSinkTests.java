package io.slsemu.emulator.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.fixtures.ManualClock;
import io.slsemu.runtimeapi.session.ResponseSink;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShapedSinkTests {
  private static final Bandwidth SMALL = new Bandwidth(64 * 1024, 64 * 1024);
  private final ManualClock clock = ManualClock.startingAt(Instant.EPOCH);
  private final FakeTimer timer = new FakeTimer();
  private final FakeSink taken = new FakeSink();
  private final ShapedSink sink = new ShapedSink(taken, new TokenBucket(SMALL, clock), timer);
  private int more;

  @AfterEach
  void close() {
    timer.shutdownNow();
  }

  @Test
  void pieceWhenWithinTheBurstThenGoesThroughWhole() {
    sink.begin("text/plain");
    sink.piece(ByteBuffer.allocate(1000), () -> more++);

    assertThat(taken.contentType).isEqualTo("text/plain");
    assertThat(taken.sizes).containsExactly(1000);
    assertThat(more).isEqualTo(1);
    assertThat(timer.waiting).isEmpty();
  }

  @Test
  void pieceWhenBandwidthRunsOutThenTheRestComesWithEachRefill() {
    sink.piece(ByteBuffer.allocate(64 * 1024 + 10_000), () -> more++);

    assertThat(taken.sizes).containsExactly(64 * 1024);
    assertThat(more).isZero();
    assertThat(timer.nanos).isEqualTo(TokenBucket.REFILL_NANOS);
    refill();
    assertThat(taken.sizes).containsExactly(64 * 1024, 8192);
    assertThat(more).isZero();
    refill();
    assertThat(taken.sizes).containsExactly(64 * 1024, 8192, 10_000 - 8192);
    assertThat(more).isEqualTo(1);
  }

  @Test
  void pieceWhenWokenTooEarlyThenWaitsOn() {
    sink.piece(ByteBuffer.allocate(64 * 1024 + 1), () -> more++);

    timer.waiting.remove().run();

    assertThat(taken.sizes).containsExactly(64 * 1024);
    assertThat(timer.waiting).hasSize(1);
  }

  private void refill() {
    clock.advance(Duration.ofNanos(TokenBucket.REFILL_NANOS));
    timer.waiting.remove().run();
  }

  /** Takes all at once. */
  private static final class FakeSink implements ResponseSink {
    final List<Integer> sizes = new ArrayList<>();
    String contentType;

    @Override
    public void begin(String type) {
      contentType = type;
    }

    @Override
    public void piece(ByteBuffer piece, Runnable next) {
      sizes.add(piece.remaining());
      next.run();
    }
  }

  /** Keeps what it is given until a test runs it. */
  private static final class FakeTimer extends ScheduledThreadPoolExecutor {
    final Deque<Runnable> waiting = new ArrayDeque<>();
    long nanos;

    FakeTimer() {
      super(0);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      nanos = unit.toNanos(delay);
      waiting.add(task);
      return new Scheduled(task);
    }
  }

  private static final class Scheduled extends FutureTask<Void>
      implements RunnableScheduledFuture<Void> {
    Scheduled(Runnable task) {
      super(task, null);
    }

    @Override
    public boolean isPeriodic() {
      return false;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }

    @Override
    public int compareTo(Delayed other) {
      return 0;
    }
  }
}
