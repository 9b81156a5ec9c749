package io.slsemu.runtimeapi.session;

/** A {@code GET next} that waits for an event. Both methods are called at most once, unlocked. */
public interface ParkedPoll {

  /**
   * Sends the event. Whoever implements it tells the session how it went: {@link
   * RuntimeSession#delivering} just before the last byte is written, {@link
   * RuntimeSession#undelivered} if the client could not be reached.
   */
  void deliver(PendingInvocation pending);

  /** Closes the connection unanswered: the session is over. */
  void abandon();
}
