package io.slsemu.emulator.environment;

import io.slsemu.emulator.sandbox.SandboxExit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Why a runtime was lost, in the service's words. Forms recorded from the service in November 2025:
 * members in the order errorType, errorMessage, without white space.
 */
sealed interface Fault {

  String errorType();

  /** The document the caller gets. */
  byte[] payload(String requestId);

  /**
   * The runtime itself reported it to {@code init/error}.
   *
   * @param document what it posted, which the caller gets unchanged
   */
  record Reported(String errorType, byte[] document) implements Fault {
    @Override
    public byte[] payload(String requestId) {
      return document;
    }
  }

  /**
   * The platform found it.
   *
   * @param message what stands behind {@code Error: }
   */
  record Found(String errorType, String message) implements Fault {
    @Override
    public byte[] payload(String requestId) {
      String document =
          "{\"errorType\":\""
              + errorType
              + "\",\"errorMessage\":\"RequestId: "
              + requestId
              + " Error: "
              + escape(message)
              + "\"}";
      return document.getBytes(StandardCharsets.UTF_8);
    }

    private static String escape(String text) {
      return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
  }

  /** The timeout, always with two decimals: {@code Task timed out after 3.00 seconds}. */
  static Fault timedOut(Duration timeout) {
    return new Found(
        "Sandbox.Timedout", "Task timed out after " + timeout.toSeconds() + ".00 seconds");
  }

  static Fault invalidEntrypoint(String message) {
    return new Found("Runtime.InvalidEntrypoint", message);
  }

  /** A kill for memory; the text is the one that came with {@code signal: killed} before 2025. */
  static Fault outOfMemory() {
    return new Found("Runtime.OutOfMemory", "Runtime exited with error: signal: killed");
  }

  /** The end of the bootstrap. */
  static Fault exited(SandboxExit exit) {
    if (exit instanceof SandboxExit.NotExecutable refused) {
      return invalidEntrypoint("fork/exec " + refused.path() + ": " + refused.reason());
    }
    if (exit instanceof SandboxExit.Lost lost) {
      return new Found("Sandbox.Failure", lost.reason());
    }
    return new Found(
        "Runtime.ExitError",
        exit.reason().isEmpty()
            ? "Runtime exited without providing a reason"
            : "Runtime exited with error: " + exit.reason());
  }
}
