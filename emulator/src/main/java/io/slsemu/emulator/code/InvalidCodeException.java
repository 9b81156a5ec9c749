package io.slsemu.emulator.code;

/** An archive cannot be a function's code or layer. */
public class InvalidCodeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  /**
   * @param message what is wrong, with the archive's name
   * @param remedy what to do about it
   */
  public InvalidCodeException(String message, String remedy) {
    super(message);
    this.remedy = remedy;
  }

  public String remedy() {
    return remedy;
  }
}
