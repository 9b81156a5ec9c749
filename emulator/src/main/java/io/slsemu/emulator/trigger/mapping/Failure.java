package io.slsemu.emulator.trigger.mapping;

/** Why a request gets no answer of the function's. */
public enum Failure {
  /** The function ended in an error, a timeout or a crash. */
  FUNCTION_ERROR,
  /** The function answered what is no response. */
  MALFORMED_ANSWER,
  /** The call was refused for a limit of concurrency or rate. */
  THROTTLED,
  /** The body is over the door's own limit. */
  BODY_TOO_LARGE,
  /** The event made of it is over the service's limit. */
  EVENT_TOO_LARGE,
  /** The function took longer than the door waits. */
  OUT_OF_TIME,
  /** There is no such function any more. */
  NO_FUNCTION,
  /** The host or the emulator failed. */
  PLATFORM
}
