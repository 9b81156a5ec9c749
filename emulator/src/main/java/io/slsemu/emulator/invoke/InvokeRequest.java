package io.slsemu.emulator.invoke;

import io.slsemu.emulator.function.FunctionReference;
import io.slsemu.emulator.placement.StartPreference;
import org.jspecify.annotations.Nullable;

/**
 * One call of a function.
 *
 * @param function which function
 * @param payload the event's bytes; at most {@link #MAX_PAYLOAD_BYTES}
 * @param clientContext decoded client context, JSON, or null
 * @param start which environment the caller insists on
 * @param ids the caller's own request id and trace
 */
public record InvokeRequest(
    FunctionReference function,
    byte[] payload,
    @Nullable String clientContext,
    StartPreference start,
    CallerIds ids) {

  /** The service's limit of a synchronous event: 6 MiB. */
  public static final int MAX_PAYLOAD_BYTES = 6_291_456;

  /** A call of a function of the emulator's own account, whose ids are made by the platform. */
  public InvokeRequest(
      String functionName, byte[] payload, @Nullable String clientContext, StartPreference start) {
    this(FunctionReference.named(functionName), payload, clientContext, start, CallerIds.NONE);
  }
}
