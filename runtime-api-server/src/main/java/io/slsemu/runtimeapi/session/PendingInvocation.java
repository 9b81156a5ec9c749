package io.slsemu.runtimeapi.session;

import io.slsemu.runtimeapi.model.Invocation;
import io.slsemu.runtimeapi.model.RuntimeAnswer;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An invocation that was offered to a runtime, seen from the platform's side. Its futures complete
 * on an I/O thread: what is hung on them must be quick. The instants are readings of the session's
 * nanosecond clock, and empty until they have come.
 */
public final class PendingInvocation {

  /** No real reading: a monotonic clock would need centuries to get there. */
  private static final long NOT_YET = Long.MIN_VALUE;

  private final Invocation invocation;
  private final String invocationId;
  private final @Nullable ResponseSink sink;
  private final CompletableFuture<RuntimeAnswer> answer = new CompletableFuture<>();
  private final CompletableFuture<Void> settled = new CompletableFuture<>();
  private CompletableFuture<Void> extensionsBack = ExtensionSession.NOBODY;

  // Written by the thread that does the thing, read by the platform at any time.
  private volatile long deliveredNanos = NOT_YET;
  private volatile long answerFirstByteNanos = NOT_YET;
  private volatile long answerLastByteNanos = NOT_YET;
  private volatile long settledNanos = NOT_YET;

  PendingInvocation(Invocation invocation, String invocationId, @Nullable ResponseSink sink) {
    this.invocation = invocation;
    this.invocationId = invocationId;
    this.sink = sink;
  }

  public Invocation invocation() {
    return invocation;
  }

  /** The nonce of {@code Lambda-Runtime-Invocation-Id}: no two offers share it. */
  public String invocationId() {
    return invocationId;
  }

  @Nullable ResponseSink sink() {
    return sink;
  }

  /** Completes when the runtime has posted its answer: the caller can be told. */
  public CompletableFuture<RuntimeAnswer> answer() {
    return answer;
  }

  /** Completes when the runtime, after its answer, is back at {@code next}. */
  public CompletableFuture<Void> settled() {
    return settled;
  }

  /**
   * Completes when nobody works on the invocation any more: the runtime is back at {@code next},
   * and so is every extension that subscribed to INVOKE. Without such an extension it is {@link
   * #settled()} itself.
   */
  public CompletableFuture<Void> allSettled() {
    return extensionsBack == ExtensionSession.NOBODY
        ? settled
        : CompletableFuture.allOf(settled, extensionsBack);
  }

  /** When the event was written to the runtime's socket (the last time, if several). */
  public OptionalLong deliveredNanos() {
    return reading(deliveredNanos);
  }

  /** When the first byte of the answer's body was there; of an empty body, its head. */
  public OptionalLong answerFirstByteNanos() {
    return reading(answerFirstByteNanos);
  }

  /** When the last byte of the answer's body was there. */
  public OptionalLong answerLastByteNanos() {
    return reading(answerLastByteNanos);
  }

  /** When the runtime was back at {@code next} after its answer. */
  public OptionalLong settledNanos() {
    return reading(settledNanos);
  }

  /** Set by the thread that offers it, before it gives it away. */
  void heardBy(CompletableFuture<Void> back) {
    extensionsBack = back;
  }

  void delivered(long nanos) {
    deliveredNanos = nanos;
  }

  void answered(RuntimeAnswer given, long firstByteNanos, long lastByteNanos) {
    answerFirstByteNanos = firstByteNanos;
    answerLastByteNanos = lastByteNanos;
    answer.complete(given);
  }

  void settle(long nanos) {
    settledNanos = nanos;
    settled.complete(null);
  }

  void cancel() {
    answer.cancel(false);
    settled.cancel(false);
  }

  private static OptionalLong reading(long nanos) {
    return nanos == NOT_YET ? OptionalLong.empty() : OptionalLong.of(nanos);
  }
}
