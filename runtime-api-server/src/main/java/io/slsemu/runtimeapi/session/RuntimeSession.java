package io.slsemu.runtimeapi.session;

import io.slsemu.runtimeapi.model.InitOutcome;
import io.slsemu.runtimeapi.model.Invocation;
import io.slsemu.runtimeapi.model.RuntimeAnswer;
import io.slsemu.runtimeapi.state.RuntimeEvent;
import io.slsemu.runtimeapi.state.RuntimeState;
import io.slsemu.runtimeapi.telemetry.TelemetrySession;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The meeting point of the platform and one generation of a runtime: the platform offers
 * invocations, the runtime polls for them and answers. Re-initialising takes a new session.
 *
 * <p>Threads: every method may be called from any thread. All state is behind one lock, under which
 * only decisions are made; sockets are written and futures completed after it is released.
 */
public final class RuntimeSession extends SessionBase {
  private final Deque<ParkedPoll> parkedNewestFirst = new ArrayDeque<>();
  private final InvocationSlots invocations = new InvocationSlots(progress);

  public RuntimeSession() {
    this(System::nanoTime);
  }

  /**
   * @param nanoClock a monotonic clock in nanoseconds, for the instants of {@link
   *     PendingInvocation}
   */
  public RuntimeSession(LongSupplier nanoClock) {
    this(nanoClock, ExtensionSession.disabled(), null);
  }

  /**
   * @param extensions the environment's extensions; closed with this
   * @param telemetry closed with this; without one its paths are not there
   */
  public RuntimeSession(
      LongSupplier nanoClock, ExtensionSession extensions, @Nullable TelemetrySession telemetry) {
    super(nanoClock, extensions, telemetry);
  }

  @Override
  public boolean isConcurrent() {
    return false;
  }

  /**
   * Hands an event to the runtime: at once if it is parked at {@code next}, else when it comes
   * there. The event may be offered as soon as the one before is answered; it is then handed over
   * with the {@code next} that settles that one. On a closed session the result is cancelled.
   *
   * @throws IllegalStateException if an invocation is unanswered
   */
  public PendingInvocation offer(Invocation invocation) {
    return offer(invocation, null);
  }

  /**
   * The same, with the response handed on piece by piece.
   *
   * @param sink takes the response while it comes; null: the answer holds it whole
   */
  @Override
  public PendingInvocation offer(Invocation invocation, @Nullable ResponseSink sink) {
    PendingInvocation pending = new PendingInvocation(invocation, Nonce.next(), sink);
    ParkedPoll poll = null;
    boolean refused;
    synchronized (lock) {
      refused = progress.isClosed();
      if (!refused) {
        invocations.add(pending);
        poll = progress.state() == RuntimeState.READY ? parkedNewestFirst.pollFirst() : null;
        if (poll != null) {
          invocations.handOver();
        }
      }
    }
    if (refused) {
      pending.cancel();
      return pending;
    }
    pending.heardBy(extensions.release(invocation));
    if (poll != null) {
      poll.deliver(pending);
    }
    return pending;
  }

  /**
   * Ends the session: the id under way becomes invalid (late replies get 400), parked polls are
   * closed, open futures are cancelled. Idempotent.
   */
  @Override
  public void close() {
    List<ParkedPoll> abandoned;
    List<PendingInvocation> cancelled;
    synchronized (lock) {
      progress.close();
      abandoned = List.copyOf(parkedNewestFirst);
      parkedNewestFirst.clear();
      cancelled = invocations.clear();
    }
    extensions.close();
    initialized.cancel(false);
    restore.close();
    cancelled.forEach(PendingInvocation::cancel);
    abandoned.forEach(ParkedPoll::abandon);
    telemetry().ifPresent(TelemetrySession::close);
  }

  /**
   * The runtime asks for an event: the poll is answered at once if there is one, else parked. A
   * runtime that polls again before it has answered gets the same event again.
   *
   * @return why it may not ask now, if so; the poll is then forgotten
   */
  @Override
  public Optional<Refusal> next(ParkedPoll poll) {
    long now = nanoTime();
    PendingInvocation settled = null;
    PendingInvocation delivery;
    RuntimeState from;
    synchronized (lock) {
      from = progress.state();
      Optional<Refusal> refusal = progress.accept(RuntimeEvent.NEXT);
      if (refusal.isPresent()) {
        return refusal;
      }
      if (from == RuntimeState.RESPONSE_SENT) {
        settled = invocations.settle();
      }
      delivery = invocations.current() != null ? invocations.current() : invocations.handOver();
      if (delivery == null) {
        parkedNewestFirst.addFirst(poll);
      }
    }
    if (!initialized.isDone()) {
      extensions.closeRegistration();
      initialized.complete(new InitOutcome.Ready());
      restore.notWanted();
    }
    if (from == RuntimeState.RESTORING) {
      restore.succeeded();
    }
    if (settled != null) {
      settled.settle(now);
    }
    if (delivery != null) {
      poll.deliver(delivery);
    }
    return Optional.empty();
  }

  @Override
  public void vanished(ParkedPoll poll) {
    synchronized (lock) {
      parkedNewestFirst.remove(poll);
    }
  }

  @Override
  public void undelivered(PendingInvocation pending) {
    ParkedPoll poll = null;
    synchronized (lock) {
      if (invocations.current() == pending && progress.state() == RuntimeState.RUNNING) {
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
  @Override
  public Admission beginAnswer(
      RuntimeEvent event, String requestId, @Nullable String invocationId) {
    synchronized (lock) {
      PendingInvocation pending = invocations.current();
      if (pending == null || !pending.invocation().requestId().equals(requestId)) {
        return new Admission.Refused(new Refusal.InvalidRequestId());
      }
      if (invocationId != null && !invocationId.equals(pending.invocationId())) {
        return new Admission.Refused(new Refusal.InvalidInvocationId());
      }
      Optional<Refusal> refusal = progress.accept(event);
      if (refusal.isPresent()) {
        return new Admission.Refused(refusal.get());
      }
      return new Admission.Admitted(new AnswerTicket(this, pending));
    }
  }

  /** The runtime gives up during Init, or, which it may call so too, after a restore. */
  @Override
  public Optional<Refusal> initError(InitOutcome.Failed failure) {
    boolean afterRestore;
    synchronized (lock) {
      Optional<Refusal> refusal = progress.accept(RuntimeEvent.INIT_ERROR);
      if (refusal.isPresent()) {
        return refusal;
      }
      afterRestore = progress.state() == RuntimeState.RESTORE_ERROR;
    }
    if (afterRestore) {
      restore.failed(failure);
    } else {
      initialized.complete(failure);
    }
    return Optional.empty();
  }

  @Override
  public boolean takeAnswer(
      PendingInvocation pending, RuntimeAnswer answer, long firstByteNanos, long lastByteNanos) {
    synchronized (lock) {
      if (invocations.current() != pending) {
        return false;
      }
      progress.move(RuntimeEvent.ANSWER_TAKEN);
    }
    pending.answered(answer, firstByteNanos, lastByteNanos);
    return true;
  }

  @Override
  public void withdrawAnswer(PendingInvocation pending) {
    synchronized (lock) {
      if (invocations.current() == pending) {
        progress.move(RuntimeEvent.ANSWER_CUT_SHORT);
      }
    }
  }
}
