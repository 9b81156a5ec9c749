package io.slsemu.runtimeapi.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Invocations without an answer, by their request id. Guarded by the session's lock. */
final class Flights {
  private final Map<String, PendingInvocation> open = new HashMap<>();

  /** Those whose answer is being read. */
  private final Map<String, PendingInvocation> answering = new HashMap<>();

  private final LateAnswers late = new LateAnswers();

  /** False if there is one of this id. */
  boolean add(PendingInvocation pending) {
    return open.putIfAbsent(id(pending), pending) == null;
  }

  boolean isOpen(PendingInvocation pending) {
    return open.get(id(pending)) == pending;
  }

  /** Its answer has come. False if nobody waits for that any more. */
  boolean land(PendingInvocation pending) {
    answering.remove(id(pending), pending);
    return open.remove(id(pending), pending);
  }

  /** Its time is over. False if it has landed. */
  boolean expire(PendingInvocation pending) {
    boolean expired = land(pending);
    if (expired) {
      late.expect(id(pending));
    }
    return expired;
  }

  Admission beginAnswer(String requestId, @Nullable String invocationId, AnswerTaker taker) {
    PendingInvocation pending = open.get(requestId);
    if (pending == null || answering.containsKey(requestId)) {
      boolean tooLate = pending == null && late.isOne(requestId);
      return new Admission.Refused(
          tooLate ? new Refusal.InvokeTimeout() : new Refusal.InvalidRequestId());
    }
    if (invocationId != null && !invocationId.equals(pending.invocationId())) {
      return new Admission.Refused(new Refusal.InvalidInvocationId());
    }
    answering.put(requestId, pending);
    return new Admission.Admitted(new AnswerTicket(taker, pending));
  }

  void withdrawAnswer(PendingInvocation pending) {
    answering.remove(id(pending), pending);
  }

  List<PendingInvocation> clear() {
    List<PendingInvocation> all = List.copyOf(open.values());
    open.clear();
    answering.clear();
    return all;
  }

  private static String id(PendingInvocation pending) {
    return pending.invocation().requestId();
  }
}
