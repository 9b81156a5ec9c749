package io.slsemu.runtimeapi.state;

/** What can happen to an extension: its calls, and what becomes of it. */
public enum ExtensionEvent {
  /** It calls {@code POST register}. */
  REGISTER(ExtensionState.REGISTERED),
  /** It calls {@code GET event/next}. */
  NEXT(ExtensionState.READY),
  /** The platform gives an event to the waiting extension. */
  EVENT_HANDED_OVER(ExtensionState.RUNNING),
  /** It posts to {@code init/error}. */
  INIT_ERROR(ExtensionState.INIT_ERROR),
  /** It posts to {@code exit/error}. */
  EXIT_ERROR(ExtensionState.EXIT_ERROR),
  /** Its process cannot be started. */
  LAUNCH_FAILED(ExtensionState.LAUNCH_ERROR),
  /** Its process ends while the environment is shut down. */
  PROCESS_EXITED(ExtensionState.EXITED),
  /** Its process has outstayed the shutdown's deadline. */
  KILLED_AT_DEADLINE(ExtensionState.SHUTDOWN_FAILED);

  private final ExtensionState aim;

  ExtensionEvent(ExtensionState aim) {
    this.aim = aim;
  }

  /** The state the event asks for: the one a refusal names. */
  public ExtensionState aim() {
    return aim;
  }
}
