package io.slsemu.emulator.environment;

import io.slsemu.emulator.report.InvocationReport.Status;
import org.jspecify.annotations.Nullable;

/**
 * How an invocation ended for its caller: whatever the customer's code can cause is a value, never
 * an exception.
 *
 * @param kind the kind of end
 * @param payload what the caller gets; nothing where a streamed response was handed over before
 * @param errorType the type of the error, null when there is none
 */
public record InvocationOutcome(Kind kind, byte[] payload, @Nullable String errorType) {

  /** The kinds of end. */
  public enum Kind {
    /** The function answered. */
    OK("ok", Status.SUCCESS),
    /** The function reported an error of its own, or its response was too large. */
    FUNCTION_ERROR("function_error", Status.SUCCESS),
    /** The timeout ran out. */
    TIMEOUT("timeout", Status.TIMEOUT),
    /** The kernel killed it for breaking its memory limit. */
    OUT_OF_MEMORY("out_of_memory", Status.ERROR),
    /** Init failed, and failed again inside the invocation. */
    INIT_ERROR("init_error", Status.ERROR),
    /** An extension ended, and the environment with it. */
    EXTENSION_EXIT("extension_exit", Status.ERROR),
    /** The runtime ended before it answered. */
    RUNTIME_EXIT("runtime_exit", Status.ERROR),
    /** The platform ended the environment that it shared with others. */
    ENVIRONMENT_SHUT_DOWN("environment_shut_down", Status.ERROR);

    private final String label;
    private final Status status;

    Kind(String label, Status status) {
      this.label = label;
      this.status = status;
    }

    /** The name in JSON output. */
    public String label() {
      return label;
    }

    /** The Status its REPORT line carries: a handler's own error is a success to the platform. */
    public Status status() {
      return status;
    }

    /** Whether the runtime is gone after it. */
    boolean losesRuntime() {
      return status != Status.SUCCESS;
    }
  }

  /** Whether the caller is told of a function error. */
  public boolean isError() {
    return kind != Kind.OK;
  }
}
