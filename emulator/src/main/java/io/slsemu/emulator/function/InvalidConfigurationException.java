package io.slsemu.emulator.function;

/** A function's configuration breaks a rule of the service: the user's mistake. */
public final class InvalidConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  /**
   * @param message what is wrong, with the value
   * @param remedy what would be right, one sentence
   */
  public InvalidConfigurationException(String message, String remedy) {
    super(message);
    this.remedy = remedy;
  }

  public String remedy() {
    return remedy;
  }
}
