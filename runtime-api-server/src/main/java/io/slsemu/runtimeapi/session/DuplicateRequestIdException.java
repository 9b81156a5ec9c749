package io.slsemu.runtimeapi.session;

/** A request id was given that an invocation under way has already. */
public final class DuplicateRequestIdException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DuplicateRequestIdException(String requestId) {
    super("request id " + requestId + " is that of an invocation under way; use another");
  }
}
