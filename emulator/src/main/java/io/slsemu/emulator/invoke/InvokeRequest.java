package io.slsemu.emulator.invoke;

import io.slsemu.emulator.placement.StartPreference;
import org.jspecify.annotations.Nullable;

/**
 * One call of a function.
 *
 * @param functionName which function
 * @param payload the event's bytes; at most {@link #MAX_PAYLOAD_BYTES}
 * @param clientContext decoded client context, JSON, or null
 * @param start which environment the caller insists on
 */
public record InvokeRequest(
    String functionName, byte[] payload, @Nullable String clientContext, StartPreference start) {

  /** The service's limit of a synchronous event: 6 MiB. */
  public static final int MAX_PAYLOAD_BYTES = 6_291_456;
}
