package io.slsemu.runtimeapi.session;

import io.slsemu.runtimeapi.model.RuntimeAnswer;

/** The right to answer one invocation, held while the body of the answer is read. */
public final class AnswerTicket {

  private final RuntimeSession session;
  private final PendingInvocation pending;

  AnswerTicket(RuntimeSession session, PendingInvocation pending) {
    this.session = session;
    this.pending = pending;
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
