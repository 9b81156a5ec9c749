package io.slsemu.runtimeapi.telemetry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What waits for one subscriber, and when it is due. Not for use by several threads at once.
 *
 * <p>Bounded: a few batches fit, so that a burst does not harm a subscriber that keeps up. What
 * does not fit is dropped and counted.
 */
final class PendingEvents {

  /** The service says only that it keeps memory bounded. */
  static final int BATCHES = 4;

  private record Entry(byte[] json, long arrivedNanos) {}

  private final Buffering buffering;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long bytes;
  private Dropped dropped = Dropped.NONE;

  PendingEvents(Buffering buffering) {
    this.buffering = buffering;
  }

  /** Adds an event even where there is no room: for the few that are bounded otherwise. */
  void add(byte[] json, long nowNanos) {
    entries.addLast(new Entry(json, nowNanos));
    bytes += json.length;
  }

  /** Adds an event if there is room; the last one in may be of any size. */
  void offer(byte[] json, long nowNanos) {
    if (entries.size() < BATCHES * buffering.maxItems()
        && bytes < (long) BATCHES * buffering.maxBytes()) {
      add(json, nowNanos);
    } else {
      countDropped(new Dropped(1, json.length));
    }
  }

  void countDropped(Dropped more) {
    dropped = dropped.plus(more.records(), more.bytes());
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Whether a batch is full, so that it is due whatever the time. */
  boolean hasFullBatch() {
    return entries.size() >= buffering.maxItems() || bytes >= buffering.maxBytes();
  }

  /**
   * How long until a batch is due; at most 0 if it is.
   *
   * @return nanoseconds; {@link Long#MAX_VALUE} if nothing waits
   */
  long nanosUntilDue(long nowNanos) {
    if (entries.isEmpty()) {
      return Long.MAX_VALUE;
    }
    if (hasFullBatch()) {
      return 0;
    }
    long waited = nowNanos - entries.getFirst().arrivedNanos();
    return TimeUnit.MILLISECONDS.toNanos(buffering.timeoutMs()) - waited;
  }

  /** Takes the oldest events: as many as one batch may have, and one at least. */
  List<byte[]> takeBatch() {
    List<byte[]> batch = new ArrayList<>(Math.min(entries.size(), buffering.maxItems()));
    long size = 0;
    while (!entries.isEmpty() && batch.size() < buffering.maxItems()) {
      byte[] next = entries.getFirst().json();
      if (!batch.isEmpty() && size + next.length > buffering.maxBytes()) {
        break;
      }
      size += next.length;
      batch.add(next);
      entries.removeFirst();
    }
    bytes -= size;
    return batch;
  }

  /**
   * What was dropped since this was last asked. As long as nothing is taken nothing more fits, so
   * that when asked after a batch is taken, the gap is behind what is still here.
   */
  Dropped takeDropped() {
    Dropped taken = dropped;
    dropped = Dropped.NONE;
    return taken;
  }
}
