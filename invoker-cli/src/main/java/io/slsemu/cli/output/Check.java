package io.slsemu.cli.output;

import org.jspecify.annotations.Nullable;

/**
 * One expectation of a call.
 *
 * @param option the flag that set it
 * @param failure why it does not hold, in one line; null if it does
 */
public record Check(String option, @Nullable String failure) {
  public boolean passed() {
    return failure == null;
  }
}
