package io.slsemu.emulator.placement;

/** The caller insisted on a warm environment and there is none. */
public final class NoWarmEnvironmentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NoWarmEnvironmentException(String functionName) {
    super("no warm environment of " + functionName);
  }
}
