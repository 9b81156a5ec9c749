package io.slsemu.emulator.sandbox;

import org.jspecify.annotations.Nullable;

/** The host could not do what a sandbox needs: not the function's fault. */
public final class SandboxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  /**
   * @param message what failed and with which value
   * @param remedy what the user can do about it, one sentence
   */
  public SandboxException(String message, String remedy, @Nullable Throwable cause) {
    super(message, cause);
    this.remedy = remedy;
  }

  public String remedy() {
    return remedy;
  }
}
