package io.slsemu.runtimeapi.state;

/** What can happen to a runtime: its calls, and what becomes of them. */
public enum RuntimeEvent {
  /** The runtime calls {@code GET next}. */
  NEXT(RuntimeState.READY),
  /** The runtime starts to post to {@code /response}. */
  RESPONSE(RuntimeState.INVOCATION_RESPONSE),
  /** The runtime starts to post to {@code /error}. */
  ERROR(RuntimeState.INVOCATION_ERROR_RESPONSE),
  /** The runtime posts to {@code /init/error}. */
  INIT_ERROR(RuntimeState.INIT_ERROR),
  /** The runtime calls {@code GET restore/next}: it can be frozen for good. */
  RESTORE_NEXT(RuntimeState.RESTORE_READY),
  /** The platform lets the runtime out of {@code restore/next}. */
  RESTORED(RuntimeState.RESTORING),
  /** The runtime posts to {@code restore/error}. */
  RESTORE_ERROR(RuntimeState.RESTORE_ERROR),
  /** The platform gives an event to the waiting runtime. */
  EVENT_HANDED_OVER(RuntimeState.RUNNING),
  /** The body of an answer was taken to its end. */
  ANSWER_TAKEN(RuntimeState.RESPONSE_SENT),
  /** The connection broke within the body of an answer: it does not count as one. */
  ANSWER_CUT_SHORT(RuntimeState.RUNNING);

  private final RuntimeState aim;

  RuntimeEvent(RuntimeState aim) {
    this.aim = aim;
  }

  /** The state the event asks for: the one a refusal names. */
  public RuntimeState aim() {
    return aim;
  }
}
