package io.slsemu.runtimeapi.telemetry;

import java.util.List;

/** A request to subscribe that is wrong; its message is for the extension. */
final class InvalidSubscriptionException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param faults all there are; the service too puts a semicolon between them
   */
  InvalidSubscriptionException(List<String> faults) {
    super(String.join("; ", faults));
  }
}
