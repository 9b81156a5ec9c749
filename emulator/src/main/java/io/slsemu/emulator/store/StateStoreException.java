package io.slsemu.emulator.store;

import org.jspecify.annotations.Nullable;

/** The emulator's state cannot be read or written. */
public final class StateStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  /**
   * @param remedy what a user can do
   */
  public StateStoreException(String message, String remedy, @Nullable Throwable cause) {
    super(message, cause);
    this.remedy = remedy;
  }

  public String remedy() {
    return remedy;
  }
}
