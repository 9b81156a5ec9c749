package io.slsemu.emulator.async;

import java.time.Duration;

/** What becomes of an event after a try. */
sealed interface Verdict {

  /**
   * It is tried again.
   *
   * @param event as it is kept from here on
   * @param delay until then
   */
  record Again(QueuedEvent event, Duration delay) implements Verdict {}

  /**
   * It is over.
   *
   * @param event as its record has it
   * @param condition why
   * @param status what a waiting caller would have got last
   * @param message of the last refusal, empty where the function's answer says more
   */
  record Over(QueuedEvent event, Condition condition, int status, String message)
      implements Verdict {}

  /**
   * It is thrown away, since nobody is there whose business it were.
   *
   * @param reason in words for a person
   */
  record Lost(QueuedEvent event, String reason) implements Verdict {}
}
