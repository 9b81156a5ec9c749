package io.slsemu.emulator.environment;

import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.report.Span;
import io.slsemu.runtimeapi.model.Invocation;
import io.slsemu.runtimeapi.model.RuntimeAnswer;
import io.slsemu.runtimeapi.session.PendingInvocation;
import io.slsemu.runtimeapi.session.ResponseSink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One event in a runtime's hands: offered, and answered by whatever comes first. */
final class InvokePhase {
  private static final String OVERSIZED =
      "{\"errorMessage\":\"Response payload size exceeded maximum allowed payload size (%d bytes).\","
          + "\"errorType\":\"Function.ResponseSizeTooLarge\"}";

  private static final byte[] NO_BYTES = {};

  /** A type without a document, as from the service. */
  private static final InvocationOutcome TRUNCATED =
      new InvocationOutcome(Kind.FUNCTION_ERROR, NO_BYTES, "Runtime.TruncatedResponse");

  private final RuntimeGeneration generation;
  private final PendingInvocation pending;
  private final Fault overrun;
  private final Consumer<InvocationOutcome> onOutcome;
  private final AtomicBoolean decided = new AtomicBoolean();
  private final CompletableFuture<InvocationOutcome> outcome = new CompletableFuture<>();
  private @Nullable Fault fault;

  /** Of a streamed response: it broke off, and why is still to be found. Null for others. */
  private final @Nullable CompletableFuture<Void> truncated;

  /** What ends the wait for the runtime. */
  private final CompletableFuture<?> word;

  /**
   * Offers the event.
   *
   * @param sink takes the response while it comes; null: the outcome holds it whole
   * @param onOutcome told as soon as the outcome is known, by the thread that takes the runtime's
   *     answer: handing it to another would cost the caller the time that takes
   */
  InvokePhase(
      RuntimeGeneration generation,
      Invocation invocation,
      @Nullable ResponseSink sink,
      Fault overrun,
      Consumer<InvocationOutcome> onOutcome) {
    this.generation = generation;
    this.overrun = overrun;
    this.onOutcome = onOutcome;
    truncated = sink == null ? null : new CompletableFuture<>();
    word = truncated == null ? outcome : CompletableFuture.anyOf(outcome, truncated);
    pending = generation.session().offer(invocation, sink);
    pending.answer().thenAccept(this::answered);
  }

  /** The event as the session knows it. */
  PendingInvocation pending() {
    return pending;
  }

  /** Waits for the first of answer, exit and deadline. */
  InvocationOutcome await(long limitNanos) {
    if (!generation.await(word, limitNanos)) {
      decide(lost());
    } else if (truncated != null && truncated.isDone()) {
      decide(generation.exitsNow() ? lost() : TRUNCATED);
    }
    return outcome.join();
  }

  private void answered(RuntimeAnswer answer) {
    if (answer instanceof RuntimeAnswer.Truncated && truncated != null) {
      truncated.complete(null);
    } else {
      decide(outcome(answer));
    }
  }

  /** The first word counts. The caller is told before anything else goes on. */
  private void decide(InvocationOutcome first) {
    if (decided.compareAndSet(false, true)) {
      try {
        onOutcome.accept(first);
      } finally {
        outcome.complete(first);
      }
    }
  }

  /**
   * Waits until the runtime is back at next.
   *
   * @return whether it came back; if not, {@link #lost()} tells why
   */
  private boolean awaitNext(long limitNanos) {
    return generation.await(pending.settled(), limitNanos);
  }

  /**
   * Waits until every extension that heard of it is back at next too.
   *
   * @return whether they came back; if not, {@link #lost()} tells why
   */
  private boolean awaitExtensions(long limitNanos) {
    return generation.await(pending.allSettled(), limitNanos);
  }

  /** Waits for those who work on it after its answer. How it ends if one of them is lost. */
  InvocationOutcome awaitRest(
      InvocationOutcome answered, Measurement measurement, PhaseEvents events) {
    if (answered.kind().losesRuntime()) {
      return answered;
    }
    if (awaitNext(measurement.remainingNanos())) {
      generation.sandbox().drainOutput();
      // Now, and not when all are back: there are extensions that go back only when they heard it.
      events.runtimeDone(this, measurement.requestId(), measurement.sinceStart());
      if (!hasSubscribers()) {
        return answered;
      }
      if (awaitExtensions(measurement.remainingNanos())) {
        generation.sandbox().drainOutput();
        return answered;
      }
    }
    return lost();
  }

  /** Whether any extension hears of it. */
  boolean hasSubscribers() {
    return pending.allSettled() != pending.settled();
  }

  /** How long the extensions went on after the runtime. */
  Span extensionOverhead(Instant now) {
    Duration overhead = sinceSettled();
    return new Span(Span.EXTENSION_OVERHEAD, now.minus(overhead), overhead);
  }

  /** Why the runtime did not answer or did not come back. */
  InvocationOutcome lost() {
    String requestId = pending.invocation().requestId();
    if (!generation.isLost()) {
      fault = overrun;
      return outcome(Kind.TIMEOUT, overrun, requestId);
    }
    Fault cause = generation.causeOfLoss();
    fault = cause;
    return outcome(kindOf(cause), cause, requestId);
  }

  private static Kind kindOf(Fault cause) {
    if (cause instanceof Fault.ShutDown) {
      return Kind.ENVIRONMENT_SHUT_DOWN;
    }
    if (cause.errorType().equals("Runtime.OutOfMemory")) {
      return Kind.OUT_OF_MEMORY;
    }
    return cause.errorType().startsWith("Extension.") ? Kind.EXTENSION_EXIT : Kind.RUNTIME_EXIT;
  }

  /** Why the runtime was lost, null if it was not. */
  @Nullable Fault fault() {
    return fault;
  }

  /**
   * The stretches of the response.
   *
   * @param now the time of day
   */
  List<Span> spans(Instant now) {
    return ResponseSpans.of(pending, generation.session().nanoTime(), now);
  }

  /** How long ago the runtime was back at next. */
  Duration sinceSettled() {
    long now = generation.session().nanoTime();
    return Duration.ofNanos(now - pending.settledNanos().orElse(now));
  }

  /** The size of what the caller got. Call it when the runtime is back at next. */
  long producedBytes() {
    RuntimeAnswer answer = pending.answer().getNow(null);
    if (answer instanceof RuntimeAnswer.Streamed streamed) {
      return streamed.bytes();
    }
    return answer instanceof RuntimeAnswer.Truncated broken
        ? broken.bytes()
        : outcome.join().payload().length;
  }

  static InvocationOutcome outcome(Kind kind, Fault fault, String requestId) {
    return new InvocationOutcome(kind, fault.payload(requestId), fault.errorType());
  }

  private static InvocationOutcome outcome(RuntimeAnswer answer) {
    if (answer instanceof RuntimeAnswer.Response response) {
      return new InvocationOutcome(Kind.OK, response.payload(), null);
    }
    if (answer instanceof RuntimeAnswer.Streamed) {
      return new InvocationOutcome(Kind.OK, NO_BYTES, null);
    }
    if (answer instanceof RuntimeAnswer.Failure failure) {
      return new InvocationOutcome(Kind.FUNCTION_ERROR, failure.payload(), failure.errorType());
    }
    if (answer instanceof RuntimeAnswer.Oversized oversized) {
      byte[] payload =
          String.format(OVERSIZED, oversized.limitBytes()).getBytes(StandardCharsets.UTF_8);
      return new InvocationOutcome(Kind.FUNCTION_ERROR, payload, "Function.ResponseSizeTooLarge");
    }
    throw new AssertionError(answer);
  }
}
