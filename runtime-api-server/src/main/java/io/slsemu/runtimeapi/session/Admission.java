package io.slsemu.runtimeapi.session;

/** Whether the body of an answer may be read. */
public sealed interface Admission {

  /** It may; the ticket must be used in one way or the other. */
  record Admitted(AnswerTicket ticket) implements Admission {}

  /** It may not. */
  record Refused(Refusal refusal) implements Admission {}
}
