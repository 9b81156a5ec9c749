package io.slsemu.emulator.code;

/** An archive holds more than the service takes. */
public final class CodeTooLargeException extends InvalidCodeException {
  private static final long serialVersionUID = 1L;

  /** The service's limit of unpacked code and layers (lambda-platform §3). */
  public static final long MAX_UNPACKED_BYTES = 262_144_000;

  /**
   * @param archive how the user knows it
   */
  CodeTooLargeException(String archive) {
    super(
        archive + " is larger than " + MAX_UNPACKED_BYTES + " bytes unpacked",
        "the service takes no larger code; leave out what the function does not need");
  }
}
