package io.slsemu.emulator.serviceapi.operation;

/** A request that the service would not take either. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ServiceError error;

  public Refused(ServiceError error) {
    super(error.name(), null, false, false);
    this.error = error;
  }

  /** What the caller is told. */
  public ServiceError error() {
    return error;
  }
}
