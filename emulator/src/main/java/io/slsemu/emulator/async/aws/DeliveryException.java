package io.slsemu.emulator.async.aws;

/** Something could not be sent to a service. The message says what and why, in one line. */
public final class DeliveryException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean mayPass;

  private DeliveryException(String message, boolean mayPass) {
    super(message, null, false, false);
    this.mayPass = mayPass;
  }

  /** The service is not to be had just now. */
  static DeliveryException passing(String message) {
    return new DeliveryException(message, true);
  }

  /** It will not do another time either. */
  static DeliveryException lasting(String message) {
    return new DeliveryException(message, false);
  }

  /** Whether another try may go better. */
  public boolean mayPass() {
    return mayPass;
  }
}
