package io.slsemu.runtimeapi.state;

/**
 * Where an extension stands in the Extensions API's protocol. The wire names appear in the
 * service's 403 answers and in EXTENSION log lines; they are those of AWS's Runtime Interface
 * Emulator ({@code core/states.go}).
 */
public enum ExtensionState {
  /** It is known by name, and has called nothing yet. */
  STARTED("Started"),
  /** It has registered, and was not at {@code event/next} yet. */
  REGISTERED("Registered"),
  /** It waits at {@code event/next}. */
  READY("Ready"),
  /** It was given an event, and is not back yet. */
  RUNNING("Running"),
  /** It gave up before its first {@code event/next}. */
  INIT_ERROR("InitError"),
  /** It gave up later. */
  EXIT_ERROR("ExitError"),
  /** Its process could not be started. */
  LAUNCH_ERROR("LaunchError"),
  /** Its process ended when it was told to. */
  EXITED("Exited"),
  /** Its process had to be killed at the shutdown's deadline. */
  SHUTDOWN_FAILED("ShutdownFailed");

  private final String wireName;

  ExtensionState(String wireName) {
    this.wireName = wireName;
  }

  /** The name as the service's messages show it. */
  public String wireName() {
    return wireName;
  }
}
