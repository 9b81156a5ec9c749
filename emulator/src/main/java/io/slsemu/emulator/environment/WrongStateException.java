package io.slsemu.emulator.environment;

/** What somebody wants done to an environment cannot be done in the state it is in. */
public final class WrongStateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  /**
   * @param message which environment, and what it is at
   * @param remedy what to do instead
   */
  public WrongStateException(String message, String remedy) {
    super(message);
    this.remedy = remedy;
  }

  public String remedy() {
    return remedy;
  }
}
