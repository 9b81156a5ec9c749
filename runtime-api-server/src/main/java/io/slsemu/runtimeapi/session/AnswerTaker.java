package io.slsemu.runtimeapi.session;

import io.slsemu.runtimeapi.model.RuntimeAnswer;

/** The side of a session that an {@link AnswerTicket} is shown to. */
interface AnswerTaker {

  /** False if the invocation is over without it: its request id is no longer valid. */
  boolean takeAnswer(
      PendingInvocation pending, RuntimeAnswer answer, long firstByteNanos, long lastByteNanos);

  void withdrawAnswer(PendingInvocation pending);
}
