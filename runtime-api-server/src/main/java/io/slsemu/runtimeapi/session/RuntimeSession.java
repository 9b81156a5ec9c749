package io.slsemu.runtimeapi.session;

import io.slsemu.runtimeapi.model.InitOutcome;
import io.slsemu.runtimeapi.model.Invocation;
import io.slsemu.runtimeapi.model.RuntimeAnswer;
import io.slsemu.runtimeapi.state.RuntimeEvent;
import io.slsemu.runtimeapi.state.RuntimeState;
import io.slsemu.runtimeapi.state.RuntimeTransitions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The meeting point of the platform and one generation of a runtime: the platform offers
 * invocations, the runtime polls for them and answers. Re-initialising takes a new session.
 *
 * <p>Threads: every method may be called from any thread. All state is behind one lock, under which
 * only decisions are made; sockets are written and futures completed after it is released.
 */
public final class RuntimeSession {

  private final LongSupplier nanoClock;
  private final CompletableFuture<InitOutcome> initialized = new CompletableFuture<>();

  /** The only lock of the module; guards the fields below. */
  private final Object lock = new Object();

  private final Deque<ParkedPoll> parkedNewestFirst = new ArrayDeque<>();
  private RuntimeState state = RuntimeState.STARTED;

  /** Handed to the runtime, which has not come back to {@code next} since its answer. */
  private @Nullable PendingInvocation current;

  /** Offered, with no poll to hand it to. */
  private @Nullable PendingInvocation waiting;

  private boolean closed;

  public RuntimeSession() {
    this(System::nanoTime);
  }

  /**
   * @param nanoClock a monotonic clock in nanoseconds, for the instants of {@link
   *     PendingInvocation}
   */
  public RuntimeSession(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /**
   * Completes when the runtime first asks for an invocation or posts an init error; cancelled when
   * the session is closed before that.
   */
  public CompletableFuture<InitOutcome> initialized() {
    return initialized;
  }

  /**
   * Hands an event to the runtime: at once if it is parked at {@code next}, else when it comes
   * there. The event may be offered as soon as the one before is answered; it is then handed over
   * with the {@code next} that settles that one. On a closed session the result is cancelled.
   *
   * @throws IllegalStateException if an invocation is unanswered
   */
  public PendingInvocation offer(Invocation invocation) {
    PendingInvocation pending = new PendingInvocation(invocation, nonce());
    ParkedPoll poll = null;
    boolean refused;
    synchronized (lock) {
      refused = closed;
      if (!refused) {
        requireNoneUnanswered(invocation);
        poll = state == RuntimeState.READY ? parkedNewestFirst.pollFirst() : null;
        waiting = pending;
        if (poll != null) {
          handOver();
        }
      }
    }
    if (refused) {
      pending.cancel();
    } else if (poll != null) {
      poll.deliver(pending);
    }
    return pending;
  }

  /**
   * Ends the session: the id under way becomes invalid (late replies get 400), parked polls are
   * closed, open futures are cancelled. Idempotent.
   */
  public void close() {
    List<ParkedPoll> abandoned;
    List<PendingInvocation> cancelled = new ArrayList<>(2);
    synchronized (lock) {
      closed = true;
      abandoned = List.copyOf(parkedNewestFirst);
      parkedNewestFirst.clear();
      Optional.ofNullable(current).ifPresent(cancelled::add);
      Optional.ofNullable(waiting).ifPresent(cancelled::add);
      current = null;
      waiting = null;
    }
    initialized.cancel(false);
    cancelled.forEach(PendingInvocation::cancel);
    abandoned.forEach(ParkedPoll::abandon);
  }

  /** The session's clock. */
  public long nanoTime() {
    return nanoClock.getAsLong();
  }

  /**
   * The runtime asks for an event: the poll is answered at once if there is one, else parked. A
   * runtime that polls again before it has answered gets the same event again.
   *
   * @return why it may not ask now, if so; the poll is then forgotten
   */
  public Optional<Refusal> next(ParkedPoll poll) {
    long now = nanoTime();
    PendingInvocation settled = null;
    PendingInvocation delivery;
    synchronized (lock) {
      if (closed) {
        return Optional.of(new Refusal.SessionClosed());
      }
      Optional<RuntimeState> to = RuntimeTransitions.after(state, RuntimeEvent.NEXT);
      if (to.isEmpty()) {
        return Optional.of(new Refusal.InvalidTransition(state, RuntimeEvent.NEXT));
      }
      if (state == RuntimeState.RESPONSE_SENT) {
        settled = current;
        current = null;
      }
      state = to.get();
      delivery = current != null ? current : handOver();
      if (delivery == null) {
        parkedNewestFirst.addFirst(poll);
      }
    }
    if (!initialized.isDone()) {
      initialized.complete(new InitOutcome.Ready());
    }
    if (settled != null) {
      settled.settle(now);
    }
    if (delivery != null) {
      poll.deliver(delivery);
    }
    return Optional.empty();
  }

  /** The client of a parked poll has gone. */
  public void vanished(ParkedPoll poll) {
    synchronized (lock) {
      parkedNewestFirst.remove(poll);
    }
  }

  /** The event is about to be on its way whole. */
  public void delivering(PendingInvocation pending) {
    pending.delivered(nanoTime());
  }

  /** The event could not be written: another parked poll gets it, or else the next one to come. */
  public void undelivered(PendingInvocation pending) {
    ParkedPoll poll = null;
    synchronized (lock) {
      if (current == pending && state == RuntimeState.RUNNING) {
        poll = parkedNewestFirst.pollFirst();
      }
    }
    if (poll != null) {
      poll.deliver(pending);
    }
  }

  /**
   * The runtime starts to answer. Ids are looked at before the state: a call with a wrong one
   * changes nothing.
   *
   * @param event {@link RuntimeEvent#RESPONSE} or {@link RuntimeEvent#ERROR}
   * @param invocationId the nonce as the runtime echoed it, or null if it did not
   */
  public Admission beginAnswer(
      RuntimeEvent event, String requestId, @Nullable String invocationId) {
    synchronized (lock) {
      PendingInvocation pending = current;
      if (pending == null || !pending.invocation().requestId().equals(requestId)) {
        return new Admission.Refused(new Refusal.InvalidRequestId());
      }
      if (invocationId != null && !invocationId.equals(pending.invocationId())) {
        return new Admission.Refused(new Refusal.InvalidInvocationId());
      }
      Optional<RuntimeState> to = RuntimeTransitions.after(state, event);
      if (to.isEmpty()) {
        return new Admission.Refused(new Refusal.InvalidTransition(state, event));
      }
      state = to.get();
      return new Admission.Admitted(new AnswerTicket(this, pending));
    }
  }

  /** The runtime gives up during Init. */
  public Optional<Refusal> initError(InitOutcome.Failed failure) {
    synchronized (lock) {
      if (closed) {
        return Optional.of(new Refusal.SessionClosed());
      }
      Optional<RuntimeState> to = RuntimeTransitions.after(state, RuntimeEvent.INIT_ERROR);
      if (to.isEmpty()) {
        return Optional.of(new Refusal.InvalidTransition(state, RuntimeEvent.INIT_ERROR));
      }
      state = to.get();
    }
    initialized.complete(failure);
    return Optional.empty();
  }

  boolean takeAnswer(
      PendingInvocation pending, RuntimeAnswer answer, long firstByteNanos, long lastByteNanos) {
    synchronized (lock) {
      if (current != pending) {
        return false;
      }
      move(RuntimeEvent.ANSWER_TAKEN);
    }
    pending.answered(answer, firstByteNanos, lastByteNanos);
    return true;
  }

  void withdrawAnswer(PendingInvocation pending) {
    synchronized (lock) {
      if (current == pending) {
        move(RuntimeEvent.ANSWER_CUT_SHORT);
      }
    }
  }

  /** Makes what waits current. Call with the lock held and a poll at hand. */
  private @Nullable PendingInvocation handOver() {
    PendingInvocation pending = waiting;
    if (pending != null) {
      move(RuntimeEvent.EVENT_HANDED_OVER);
      current = pending;
      waiting = null;
    }
    return pending;
  }

  private void move(RuntimeEvent event) {
    state =
        RuntimeTransitions.after(state, event)
            .orElseThrow(() -> new IllegalStateException(event + " in state " + state));
  }

  private void requireNoneUnanswered(Invocation invocation) {
    if (waiting != null || (current != null && state != RuntimeState.RESPONSE_SENT)) {
      throw new IllegalStateException(
          "invocation "
              + invocation.requestId()
              + " was offered while another is unanswered; wait for its answer first");
    }
  }

  /** Random enough to tell deliveries apart, and much cheaper than a secret. */
  private static String nonce() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long version4 = (random.nextLong() & ~0xF000L) | 0x4000L;
    long variant1 = (random.nextLong() & ~(0b11L << 62)) | (0b10L << 62);
    return new UUID(version4, variant1).toString();
  }
}
