package io.slsemu.runtimeapi.session;

/**
 * A GET that waits for an event. Both methods are called at most once, unlocked.
 *
 * @param <E> what is delivered
 */
public interface EventPoll<E> {

  /**
   * Sends the event. Whoever implements it tells the session it came from if the client could not
   * be reached.
   */
  void deliver(E event);

  /** Closes the connection unanswered: the session is over. */
  void abandon();
}
