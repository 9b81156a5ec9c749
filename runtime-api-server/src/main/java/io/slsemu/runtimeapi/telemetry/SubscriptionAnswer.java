package io.slsemu.runtimeapi.telemetry;

/** What a request to subscribe comes to. */
public sealed interface SubscriptionAnswer {

  /** The extension is subscribed, as it may have been before. */
  record Subscribed() implements SubscriptionAnswer {}

  /**
   * The request is wrong.
   *
   * @param message what is, with the values given
   */
  record Invalid(String message) implements SubscriptionAnswer {}

  /** Init is over. */
  record Closed() implements SubscriptionAnswer {}
}
