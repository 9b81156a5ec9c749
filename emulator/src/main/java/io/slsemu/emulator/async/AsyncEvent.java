package io.slsemu.emulator.async;

import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.invoke.CallerIds;
import org.jspecify.annotations.Nullable;

/**
 * An event for a function that nobody waits for. It has no client context: the service hands that
 * to functions that are invoked synchronously only (API reference of Invoke).
 *
 * @param function which
 * @param qualifier as its caller named it, null for none
 * @param payload JSON, at most {@link #MAX_BYTES}
 * @param ids its caller's own request id and trace; what is absent is made
 */
public record AsyncEvent(
    FunctionArn function, @Nullable String qualifier, byte[] payload, CallerIds ids) {

  /** The service's limit since October 2025 (gettingstarted-limits: 1 MB). */
  public static final int MAX_BYTES = 1_048_576;

  /** The refusal of a larger one: 413, in the words of the limit for synchronous ones. */
  public static final String TOO_LARGE =
      "Request must be smaller than " + MAX_BYTES + " bytes for the InvokeFunction operation";

  /** As records name it: the version is always said (recorded from the service). */
  String qualifiedArn() {
    return function.qualified(qualifier == null ? Function.LATEST : qualifier);
  }
}
