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
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The meeting point with a runtime that takes several invocations at once, as on Lambda Managed
 * Instances: each of its parked polls is a worker without work, and an answer belongs to whichever
 * invocation it names. Rules: AWS's Runtime Interface Emulator, {@code lambda-managed-instances}.
 * Its restore is never enabled: such runtimes are not kept.
 *
 * <p>Threads: as for {@link RuntimeSession}.
 */
public final class ConcurrentSession extends SessionBase {
  private final IdleWorkers workers = new IdleWorkers();
  private final Flights flights = new Flights();

  /** Offered, with no poll to hand them to. */
  private final Deque<PendingInvocation> waiting = new ArrayDeque<>();

  /**
   * @param nanoClock a monotonic clock in nanoseconds, for the instants of {@link
   *     PendingInvocation}
   * @param extensions the environment's extensions; closed with this
   * @param telemetry closed with this; without one its paths are not there
   */
  public ConcurrentSession(
      LongSupplier nanoClock, ExtensionSession extensions, @Nullable TelemetrySession telemetry) {
    super(nanoClock, extensions, telemetry);
  }

  @Override
  public boolean isConcurrent() {
    return true;
  }

  /**
   * Asks for a worker without work. A claim that was granted is used by {@link #offer}, or given
   * back by {@link #withdraw}.
   *
   * @return completes when there is one, at once perhaps; cancelled when the session is closed
   */
  public CompletableFuture<Void> claim() {
    CompletableFuture<Void> claim = new CompletableFuture<>();
    boolean closed;
    synchronized (lock) {
      closed = progress.isClosed();
      workers.claim(claim);
    }
    if (closed) {
      claim.cancel(false);
    }
    grant();
    return claim;
  }

  /** Gives back a claim, granted or not. */
  public void withdraw(CompletableFuture<Void> claim) {
    synchronized (lock) {
      workers.withdraw(claim);
    }
    grant();
  }

  /**
   * Uses a granted claim: hands the event to the worker.
   *
   * @throws DuplicateRequestIdException if an invocation of this id is under way; the claim is used
   *     all the same
   */
  @Override
  public PendingInvocation offer(Invocation invocation, @Nullable ResponseSink sink) {
    PendingInvocation pending = new PendingInvocation(invocation, Nonce.next(), sink);
    ParkedPoll poll = null;
    boolean closed;
    boolean duplicate = false;
    synchronized (lock) {
      workers.spend();
      closed = progress.isClosed();
      if (!closed) {
        duplicate = !flights.add(pending);
        poll = duplicate ? null : workers.poll();
        if (poll == null && !duplicate) {
          waiting.addLast(pending); // its worker went away since the claim was granted
        }
      }
    }
    if (closed) {
      pending.cancel();
    } else if (duplicate) {
      grant();
      throw new DuplicateRequestIdException(invocation.requestId());
    } else if (poll != null) {
      poll.deliver(pending);
    }
    return pending;
  }

  /**
   * The invocation's time is over: what the runtime says of it from now on comes too late.
   *
   * @return false if it has its answer
   */
  public boolean expire(PendingInvocation pending) {
    synchronized (lock) {
      waiting.remove(pending);
      return flights.expire(pending);
    }
  }

  @Override
  public void close() {
    List<ParkedPoll> abandoned;
    List<PendingInvocation> cancelled;
    List<CompletableFuture<Void>> claims;
    synchronized (lock) {
      progress.close();
      abandoned = workers.clear();
      claims = workers.clearClaims();
      cancelled = flights.clear();
      waiting.clear();
    }
    extensions.close();
    initialized.cancel(false);
    restore.close();
    claims.forEach(claim -> claim.cancel(false));
    cancelled.forEach(PendingInvocation::cancel);
    abandoned.forEach(ParkedPoll::abandon);
    telemetry().ifPresent(TelemetrySession::close);
  }

  /** Ready is the runtime with its first poll; how many more will come nobody knows. */
  @Override
  public Optional<Refusal> next(ParkedPoll poll) {
    PendingInvocation delivery;
    synchronized (lock) {
      if (progress.isClosed()) {
        return Optional.of(new Refusal.SessionClosed());
      }
      if (progress.state() != RuntimeState.READY) {
        Optional<Refusal> refusal = progress.accept(RuntimeEvent.NEXT);
        if (refusal.isPresent()) {
          return refusal;
        }
      }
      delivery = waiting.pollFirst();
      if (delivery == null) {
        workers.park(poll);
      }
    }
    if (!initialized.isDone()) {
      extensions.closeRegistration();
      initialized.complete(new InitOutcome.Ready());
    }
    if (delivery == null) {
      grant();
    } else {
      poll.deliver(delivery);
    }
    return Optional.empty();
  }

  @Override
  public void vanished(ParkedPoll poll) {
    synchronized (lock) {
      workers.remove(poll);
    }
  }

  @Override
  public void undelivered(PendingInvocation pending) {
    ParkedPoll poll;
    synchronized (lock) {
      if (!flights.isOpen(pending)) {
        return;
      }
      poll = workers.poll();
      if (poll == null) {
        waiting.addFirst(pending);
      }
    }
    if (poll != null) {
      poll.deliver(pending);
    }
  }

  @Override
  public Admission beginAnswer(
      RuntimeEvent event, String requestId, @Nullable String invocationId) {
    synchronized (lock) {
      return progress.isClosed()
          ? new Admission.Refused(new Refusal.SessionClosed())
          : flights.beginAnswer(requestId, invocationId, this);
    }
  }

  @Override
  public Optional<Refusal> initError(InitOutcome.Failed failure) {
    synchronized (lock) {
      Optional<Refusal> refusal = progress.accept(RuntimeEvent.INIT_ERROR);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    initialized.complete(failure);
    return Optional.empty();
  }

  @Override
  public boolean takeAnswer(
      PendingInvocation pending, RuntimeAnswer answer, long firstByteNanos, long lastByteNanos) {
    synchronized (lock) {
      if (!flights.land(pending)) {
        return false;
      }
    }
    pending.answered(answer, firstByteNanos, lastByteNanos);
    return true;
  }

  @Override
  public void withdrawAnswer(PendingInvocation pending) {
    synchronized (lock) {
      flights.withdrawAnswer(pending);
    }
  }

  private void grant() {
    CompletableFuture<Void> granted;
    do {
      synchronized (lock) {
        granted = workers.grant();
      }
      if (granted != null) {
        granted.complete(null);
      }
    } while (granted != null);
  }
}
