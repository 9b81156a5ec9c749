package io.slsemu.emulator.invoke;

import org.jspecify.annotations.Nullable;

/**
 * One call of a function.
 *
 * @param functionName which function
 * @param payload the event's bytes; at most 6,291,456
 * @param clientContext decoded client context, JSON, or null
 * @param start which environment the caller insists on
 */
public record InvokeRequest(
    String functionName, byte[] payload, @Nullable String clientContext, StartPreference start) {

  /** The service's limit of a synchronous event. */
  public static final int MAX_PAYLOAD_BYTES = 6_291_456;

  /** Which environment a caller insists on: for teaching and for tests. */
  public enum StartPreference {
    /** As the service does: warm if there is one. */
    ANY,
    /** A new environment, whatever is warm. */
    COLD,
    /** A warm one only; {@link NoWarmEnvironmentException} if there is none. */
    WARM
  }
}
