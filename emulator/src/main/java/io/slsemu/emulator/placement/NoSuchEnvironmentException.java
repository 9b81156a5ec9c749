package io.slsemu.emulator.placement;

import java.util.List;

/** No environment has the id that was asked for. */
public final class NoSuchEnvironmentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  NoSuchEnvironmentException(String id, List<String> known) {
    super("there is no environment " + id);
    this.remedy =
        known.isEmpty()
            ? "there is none at all: they come with the first calls"
            : "there is " + String.join(", ", known) + ": see sls-emu ps";
  }

  public String remedy() {
    return remedy;
  }
}
