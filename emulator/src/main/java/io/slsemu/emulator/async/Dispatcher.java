package io.slsemu.emulator.async;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts what is due, in the order in which it is due. Nothing here waits. */
final class Dispatcher {
  /** What failed because of this machine, as a full disk, is tried again. */
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);

  private static final long NEVER = Long.MAX_VALUE;

  private final Lanes lanes;
  private final QueueClock clock;
  private final Executor workers;
  private final Alarm alarm;
  private final Work work;
  private final Consumer<String> notices;
  private long alarmAt = NEVER;

  /** What is done with a ticket. */
  @FunctionalInterface
  interface Work {

    /**
     * Does all of it, and adds whatever follows.
     *
     * @param begun is to run when the function has begun with it
     * @return whether its lane is throttled
     */
    boolean run(Ticket ticket, Runnable begun);
  }

  Dispatcher(Lanes lanes, QueueClock clock, AsyncSettings settings, Work work) {
    this.lanes = lanes;
    this.clock = clock;
    this.workers = settings.workers();
    this.alarm = settings.alarm();
    this.notices = settings.notices();
    this.work = work;
  }

  /** Starts all that may start, and sees to it that this is done again when the next is due. */
  void dispatch() {
    for (Ticket next = take(); next != null; next = take()) {
      start(next);
    }
    arm();
  }

  private void start(Ticket ticket) {
    try {
      workers.execute(() -> run(ticket));
    } catch (RejectedExecutionException e) {
      lanes.stop(); // the emulator ends, and what is due then is in the store
      lanes.done(ticket, false);
    }
  }

  private @Nullable Ticket take() {
    return lanes.take(clock.now());
  }

  private void run(Ticket ticket) {
    boolean throttled = false;
    try {
      throttled = work.run(ticket, () -> begun(ticket));
    } catch (RuntimeException e) {
      if (!lanes.isClosed()) {
        notices.accept(
            "an asynchronous event is tried again in "
                + (AFTER_TROUBLE.toSeconds() + " s, since this failed: " + e.getMessage()));
      }
      lanes.add(ticket.dueAt(clock.in(AFTER_TROUBLE)));
    } finally {
      lanes.done(ticket, throttled);
    }
    dispatch();
  }

  private void begun(Ticket ticket) {
    lanes.begun(ticket);
    dispatch();
  }

  private void arm() {
    OptionalLong due = lanes.nextDue();
    if (due.isEmpty()) {
      return;
    }
    long delay = Math.max(0, due.getAsLong() - clock.now());
    long at = System.nanoTime() + delay; // alarms go by this clock, whatever is skipped
    synchronized (this) {
      if (alarmAt != NEVER && at - alarmAt >= 0) {
        return;
      }
      alarmAt = at;
    }
    alarm.after(Duration.ofNanos(delay), () -> ring(at));
  }

  private void ring(long at) {
    synchronized (this) {
      if (alarmAt == at) {
        alarmAt = NEVER;
      }
    }
    dispatch();
  }
}
