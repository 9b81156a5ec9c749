package io.slsemu.runtimeapi.model;

/** What an extension is told at {@code event/next}. */
public sealed interface LifecycleEvent {

  /** What an extension can subscribe to; the names are those of the wire. */
  enum Type {
    INVOKE,
    SHUTDOWN
  }

  /** The runtime was given an invocation. */
  record Invoke(Invocation invocation) implements LifecycleEvent {}

  /**
   * The environment is about to end.
   *
   * @param deadlineEpochMillis when what still runs is killed, in milliseconds since 1970
   */
  record Shutdown(ShutdownReason reason, long deadlineEpochMillis) implements LifecycleEvent {}
}
