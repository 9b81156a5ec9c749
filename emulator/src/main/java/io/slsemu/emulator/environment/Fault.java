package io.slsemu.emulator.environment;

import io.slsemu.emulator.report.PlatformLines;
import io.slsemu.emulator.sandbox.SandboxExit;
import io.slsemu.runtimeapi.model.ExtensionFault;
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
              + "\",\"errorMessage\":\""
              + PlatformLines.error(requestId, escape(message))
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

  /**
   * The timeout of an invocation that shares its environment.
   *
   * @param message the whole of it: the request id is not in front (AWS's Runtime Interface
   *     Emulator, {@code internal/lambda-managed-instances})
   */
  record Overrun(String errorType, String message) implements Fault {
    @Override
    public byte[] payload(String requestId) {
      String document =
          "{\"errorType\":\"" + errorType + "\",\"errorMessage\":\"" + message + "\"}";
      return document.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** The timeout where the runtime goes on: {@code Task timed out after 3.00 seconds}. */
  static Fault overran(Duration timeout) {
    return new Overrun(
        "Sandbox.Timedout", "Task timed out after " + timeout.toSeconds() + ".00 seconds");
  }

  /**
   * The end of an environment of Managed Instances under its invocations. The type alone, as in
   * AWS's Runtime Interface Emulator ({@code internal/lambda-managed-instances}).
   */
  record ShutDown() implements Fault {
    @Override
    public String errorType() {
      return "Client.ExecutionEnvironmentShutDown";
    }

    @Override
    public byte[] payload(String requestId) {
      return ("{\"errorType\":\"" + errorType() + "\"}").getBytes(StandardCharsets.UTF_8);
    }
  }

  /** The type AWS's Runtime Interface Emulator has for it. */
  String RESTORE_TIMEOUT = "Runtime.RestoreHookUserTimeout";

  /** After-restore hooks that take too long. The words are ours: the service's are not recorded. */
  static Fault restoreTimedOut(Duration limit) {
    return new Found(
        RESTORE_TIMEOUT, "Restore hooks timed out after " + limit.toSeconds() + ".00 seconds");
  }

  static Fault invalidEntrypoint(String message) {
    return new Found("Runtime.InvalidEntrypoint", message);
  }

  /** Words of AWS's Runtime Interface Emulator. */
  static Fault relativeWorkingDirectory(String path) {
    return new Found(
        "Runtime.InvalidWorkingDir",
        "the working directory '" + path + "' is invalid, it needs to be an absolute path");
  }

  /** Words of AWS's Runtime Interface Emulator. */
  static Fault noWorkingDirectory(String path) {
    return new Found("Runtime.InvalidWorkingDir", "the working directory doesn't exist: " + path);
  }

  /** A kill for memory; the text is the one that came with {@code signal: killed} before 2025. */
  static Fault outOfMemory() {
    return new Found("Runtime.OutOfMemory", "Runtime exited with error: signal: killed");
  }

  /** The end of an environment whose emulator ends, told as the exit that this is. */
  static Fault killed() {
    return new Found("Runtime.ExitError", "Runtime exited with error: signal: killed");
  }

  /** An extension's end, or why it could not be started. */
  static Fault ofExtension(ExtensionFault fault) {
    return new Found(fault.type().wireName(), fault.text());
  }

  /**
   * The end of the bootstrap in Init.
   *
   * @param workingDirectory where it was to start: what could not be entered is told like what
   *     could not be executed
   */
  static Fault exited(SandboxExit exit, String workingDirectory) {
    return exit instanceof SandboxExit.NotExecutable refused
            && refused.path().equals(workingDirectory)
            && refused.reason().equals("no such file or directory")
        ? noWorkingDirectory(workingDirectory)
        : exited(exit);
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
