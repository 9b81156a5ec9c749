package io.slsemu.runtimeapi.session;

import io.slsemu.runtimeapi.model.RuntimeAnswer;
import org.jspecify.annotations.Nullable;

/** The right to answer one invocation, held while the body of the answer is read. */
public final class AnswerTicket {

  private final AnswerTaker session;
  private final PendingInvocation pending;

  AnswerTicket(AnswerTaker session, PendingInvocation pending) {
    this.session = session;
    this.pending = pending;
  }

  /** Who takes the response piece by piece, null if it is to be handed over whole. */
  public @Nullable ResponseSink sink() {
    return pending.sink();
  }

  /**
   * Hands the answer to the platform.
   *
   * @param firstByteNanos when its first byte was there, on the session's clock
   * @param lastByteNanos when its last byte was there
   * @return false if the session was closed meanwhile: the request id is no longer valid
   */
  public boolean answer(RuntimeAnswer answer, long firstByteNanos, long lastByteNanos) {
    return session.takeAnswer(pending, answer, firstByteNanos, lastByteNanos);
  }

  /** Gives the right back: the body was cut short, the invocation stays unanswered. */
  public void withdraw() {
    session.withdrawAnswer(pending);
  }
}
