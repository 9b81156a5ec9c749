package io.slsemu.emulator.trigger.mapping;

/** A function's answer is none that its front door takes. */
public final class MalformedAnswerException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason what is wrong with it, in words for a person
   */
  MalformedAnswerException(String reason) {
    super(reason, null, false, false); // a value in all but name: where from is never the question
  }
}
