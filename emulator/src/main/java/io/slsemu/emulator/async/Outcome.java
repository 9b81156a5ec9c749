package io.slsemu.emulator.async;

/** How one try to invoke an event ended. */
public sealed interface Outcome {

  /**
   * The function answered.
   *
   * @param executedVersion which version did
   * @param payload its answer
   */
  record Succeeded(String executedVersion, byte[] payload) implements Outcome {}

  /**
   * The function ran, and failed in whatever way: an error of its own, a timeout, a crash.
   *
   * @param executedVersion which version did
   * @param payload what a waiting caller would have got
   */
  record Failed(String executedVersion, byte[] payload) implements Outcome {}

  /**
   * It did not run, and may another time.
   *
   * @param status what a waiting caller would have got: 429 for a throttle, else 5xx
   * @param message the same
   */
  record Refused(int status, String message) implements Outcome {

    boolean isThrottle() {
      return status == 429;
    }
  }

  /** The function's reserved concurrency is zero. */
  record SwitchedOff() implements Outcome {}

  /**
   * The function, or what its qualifier names, is not there any more.
   *
   * @param message in words for a person
   */
  record Gone(String message) implements Outcome {}
}
