package io.slsemu.emulator.async;

import io.slsemu.emulator.store.StateStore;
import java.time.Duration;
import java.util.concurrent.Executor;

/** Commits for many at once: one that waits for the disk does it for all who came meanwhile. */
final class GroupCommit {
  /** What nobody waits for may be lost for so long: it is only done again then. */
  private static final Duration SOON = Duration.ofMillis(20);

  private final StateStore store;
  private final Alarm alarm;
  private final Executor workers;
  private long wanted;
  private long durable;
  private boolean committing;
  private boolean scheduled;
  private boolean closed;

  GroupCommit(StateStore store, Alarm alarm, Executor workers) {
    this.store = store;
    this.alarm = alarm;
    this.workers = workers;
  }

  /** Returns when all that was changed before the call is on the disk. */
  void now() {
    long mine = want();
    while (!isDurable(mine)) {
      commit();
    }
  }

  /** Has it committed without waiting for it. */
  void soon() {
    synchronized (this) {
      wanted++;
      if (scheduled) {
        return;
      }
      scheduled = true;
    }
    alarm.after(SOON, () -> workers.execute(this::late));
  }

  private void late() {
    synchronized (this) {
      scheduled = false;
      if (closed) {
        return;
      }
    }
    now();
  }

  /** Commits a last time; the store may be closed after it. */
  void close() {
    synchronized (this) {
      closed = true;
    }
    now();
  }

  private synchronized long want() {
    return ++wanted;
  }

  /** Waits while another one commits. False: it is on the caller to do it. */
  private synchronized boolean isDurable(long mine) {
    boolean interrupted = false;
    while (durable < mine && committing) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true; // a commit takes milliseconds
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    boolean done = durable >= mine;
    committing |= !done;
    return done;
  }

  private void commit() {
    long upTo;
    synchronized (this) {
      upTo = wanted;
    }
    boolean done = false;
    try {
      store.commit();
      done = true;
    } finally {
      synchronized (this) {
        committing = false;
        durable = done ? Math.max(durable, upTo) : durable;
        notifyAll();
      }
    }
  }
}
