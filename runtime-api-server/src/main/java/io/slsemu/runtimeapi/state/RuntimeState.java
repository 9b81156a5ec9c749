package io.slsemu.runtimeapi.state;

/**
 * Where a runtime stands in the Runtime API's protocol. The wire names appear in the service's 403
 * answers; they are those of AWS's Runtime Interface Emulator ({@code core/states.go}).
 */
public enum RuntimeState {
  /** The process runs, and has called nothing yet. */
  STARTED("Started"),
  /** It waits at {@code next}, or did when its connection went away. */
  READY("Ready"),
  /** It has the event, and owes an answer. */
  RUNNING("Running"),
  /** The body of its {@code /response} is being taken. */
  INVOCATION_RESPONSE("InvocationResponse"),
  /** The body of its {@code /error} is being taken. */
  INVOCATION_ERROR_RESPONSE("InvocationErrorResponse"),
  /** It has answered, and is not back at {@code next} yet. */
  RESPONSE_SENT("RuntimeResponseSentState"),
  /** It gave up during Init; nothing more is taken from it. */
  INIT_ERROR("InitError"),
  /** It waits at {@code restore/next}. */
  RESTORE_READY("RestoreReady"),
  /** It was restored, and runs what is to be done after that. */
  RESTORING("Restoring"),
  /** It gave up after it was restored; nothing more is taken from it. */
  RESTORE_ERROR("RuntimeRestoreErrorState");

  private final String wireName;

  RuntimeState(String wireName) {
    this.wireName = wireName;
  }

  /** The name as the service's error messages show it. */
  public String wireName() {
    return wireName;
  }
}
