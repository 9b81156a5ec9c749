package io.slsemu.runtimeapi.telemetry;

import io.slsemu.runtimeapi.telemetry.TelemetryEvent.Category;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One extension that listens: what waits for it, and the work of the thread that brings it there.
 * Whoever emits never waits for the extension.
 */
final class Subscriber implements Runnable, Patience {

  private final String extension;
  private final Subscription subscription;
  private final TelemetryPlatform platform;
  private final DeliveryTiming timing;
  private final Delivery delivery;

  /** Guards the fields below; held for moments only. */
  private final Object lock = new Object();

  private final PendingEvents pending;
  private final List<CompletableFuture<Void>> flushes = new ArrayList<>();
  private boolean sending;
  private boolean frozen;
  private boolean frozenMeanwhile;
  private boolean closed;

  Subscriber(
      String extension,
      Subscription subscription,
      TelemetryPlatform platform,
      DeliveryTiming timing) {
    this.extension = extension;
    this.subscription = subscription;
    this.platform = platform;
    this.timing = timing;
    this.pending = new PendingEvents(subscription.buffering());
    Destination destination = subscription.destination();
    SandboxConnection connection =
        new SandboxConnection(
            platform.connector(), destination.port(), timing.answerMillis(), this);
    this.delivery =
        destination instanceof Destination.Http http
            ? new HttpDelivery(connection, http)
            : new TcpDelivery(connection);
  }

  String extension() {
    return extension;
  }

  Subscription subscription() {
    return subscription;
  }

  /** Takes what happened before the subscription, all of it: it is bounded already. */
  void replay(InitReplay replay) {
    synchronized (lock) {
      for (EncodedEvent event : replay.events()) {
        if (subscription.wants(event.type(), event.category())) {
          pending.add(event.json(), platform.nanoClock().getAsLong());
        }
      }
      for (Category category : subscription.categories()) {
        pending.countDropped(replay.dropped(category));
      }
    }
  }

  /** Takes an event if it is wanted and there is room. */
  void offer(EncodedEvent event) {
    if (!subscription.wants(event.type(), event.category())) {
      return;
    }
    synchronized (lock) {
      boolean wasIdle = pending.isEmpty();
      boolean wasFull = pending.hasFullBatch();
      pending.offer(event.json(), platform.nanoClock().getAsLong());
      if (wasIdle || (!wasFull && pending.hasFullBatch())) {
        lock.notifyAll();
      }
    }
  }

  /** The sandbox is about to be frozen: no new batch is sent until it is thawed. */
  void freeze() {
    synchronized (lock) {
      frozen = true;
      frozenMeanwhile = true;
    }
  }

  void thaw() {
    synchronized (lock) {
      frozen = false;
      lock.notifyAll();
    }
  }

  /** Sends without waiting for more; completes when nothing is left. */
  CompletableFuture<Void> flush() {
    CompletableFuture<Void> flushed = new CompletableFuture<>();
    synchronized (lock) {
      if (closed || (pending.isEmpty() && !sending)) {
        flushed.complete(null);
      } else {
        flushes.add(flushed);
        lock.notifyAll();
      }
    }
    return flushed;
  }

  /** Ends the delivery; what is left is lost. Idempotent. */
  void close() {
    List<CompletableFuture<Void>> abandoned;
    synchronized (lock) {
      closed = true;
      abandoned = List.copyOf(flushes);
      flushes.clear();
      lock.notifyAll();
    }
    delivery.close();
    abandoned.forEach(flush -> flush.cancel(false));
  }

  /** The delivery thread's work, until the subscriber is closed. */
  @Override
  public void run() {
    for (List<byte[]> batch = nextBatch(); batch != null; batch = nextBatch()) {
      deliver(batch);
      finishFlushes();
    }
    close();
  }

  private @Nullable List<byte[]> nextBatch() {
    List<byte[]> batch;
    Dropped dropped;
    synchronized (lock) {
      if (!awaitDue()) {
        return null;
      }
      batch = pending.takeBatch();
      sending = true;
      dropped = pending.takeDropped();
      tellDropped(dropped, subscription.api().droppedReason());
    }
    logDropped(dropped, subscription.api().droppedReason());
    return batch;
  }

  /** Waits until a batch is due; returns false once closed. Call with the lock held. */
  private boolean awaitDue() {
    while (!closed) {
      long nanos = pending.nanosUntilDue(platform.nanoClock().getAsLong());
      boolean due = nanos <= 0 || (!flushes.isEmpty() && !pending.isEmpty());
      if (due && !frozen) {
        frozenMeanwhile = false;
        return true;
      }
      await(frozen ? Long.MAX_VALUE : nanos);
    }
    return false;
  }

  private void deliver(List<byte[]> batch) {
    int refusals = 0;
    long pause = timing.firstRetryMillis();
    while (true) {
      try {
        delivery.send(batch);
        return;
      } catch (RefusedBatchException e) {
        refusals++;
        if (refusals == timing.refusals()) {
          giveUp(batch, e);
          return;
        }
      } catch (IOException e) {
        // Nobody listens yet, or not any more: the batch is kept, what comes meanwhile may not be.
      }
      if (!awaitRetry(pause)) {
        return;
      }
      pause = Math.min(2 * pause, timing.longestRetryMillis());
    }
  }

  /** Waits while frozen, and for the pause; returns false once closed. */
  private boolean awaitRetry(long millis) {
    long end = platform.nanoClock().getAsLong() + TimeUnit.MILLISECONDS.toNanos(millis);
    synchronized (lock) {
      long left = end - platform.nanoClock().getAsLong();
      while (!closed && (frozen || left > 0)) {
        await(frozen ? Long.MAX_VALUE : left);
        left = end - platform.nanoClock().getAsLong();
      }
      return !closed;
    }
  }

  private void giveUp(List<byte[]> batch, IOException cause) {
    Dropped dropped = new Dropped(batch.size(), batch.stream().mapToLong(e -> e.length).sum());
    // Worded as in AWS's Runtime Interface Emulator.
    String reason = "could not send events: " + cause.getMessage();
    synchronized (lock) {
      tellDropped(dropped, reason);
    }
    logDropped(dropped, reason);
  }

  /** Puts the gap where it is among the events. Call with the lock held. */
  private void tellDropped(Dropped dropped, String reason) {
    if (!dropped.isNone() && subscription.wants("platform.logsDropped", Category.PLATFORM)) {
      TelemetryEvent event = dropped.toEvent(platform.clock().instant(), reason);
      pending.add(event.toJsonBytes(), platform.nanoClock().getAsLong());
    }
  }

  private void logDropped(Dropped dropped, String reason) {
    if (!dropped.isNone()) {
      platform
          .listener()
          .dropped(subscription.api(), extension, reason, dropped.records(), dropped.bytes());
    }
  }

  private void finishFlushes() {
    List<CompletableFuture<Void>> done = List.of();
    synchronized (lock) {
      sending = false;
      if (pending.isEmpty()) {
        done = List.copyOf(flushes);
        flushes.clear();
      }
    }
    done.forEach(flush -> flush.complete(null));
  }

  @Override
  public boolean wasFrozen() {
    synchronized (lock) {
      while (frozen && !closed) {
        await(Long.MAX_VALUE);
      }
      boolean was = frozenMeanwhile;
      frozenMeanwhile = false;
      return was && !closed;
    }
  }

  /** Waits for a change; an interruption ends the delivery. Call with the lock held. */
  private void await(long nanos) {
    try {
      if (nanos == Long.MAX_VALUE) {
        lock.wait();
      } else {
        TimeUnit.NANOSECONDS.timedWait(lock, nanos);
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }
}
