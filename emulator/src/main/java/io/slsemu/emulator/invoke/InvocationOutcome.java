package io.slsemu.emulator.invoke;

/** How an invocation ended for its caller: what the customer's code can cause. */
public enum InvocationOutcome {
  /** The function answered. */
  OK("ok"),
  /** The function reported an error of its own, or its response was too large. */
  FUNCTION_ERROR("function_error"),
  /** The timeout ran out. */
  TIMEOUT("timeout"),
  /** The kernel killed it for breaking its memory limit. */
  OUT_OF_MEMORY("out_of_memory"),
  /** Init failed, and failed again inside the invocation. */
  INIT_ERROR("init_error"),
  /** The runtime ended before it answered. */
  RUNTIME_EXIT("runtime_exit");

  private final String label;

  InvocationOutcome(String label) {
    this.label = label;
  }

  /** The name in JSON output. */
  public String label() {
    return label;
  }
}
