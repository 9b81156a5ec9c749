package io.slsemu.emulator.serviceapi.resources.eventinvoke;

import org.jspecify.annotations.Nullable;

/**
 * What a function's owner says of its asynchronous invocations; null for what is left to the
 * service.
 *
 * @param maximumRetryAttempts 0 to 2
 * @param maximumEventAgeInSeconds 60 to 21,600
 * @param onSuccess the ARN to which records of good ones go
 * @param onFailure the ARN to which records of those go that are given up
 */
public record EventInvokeSettings(
    @Nullable Integer maximumRetryAttempts,
    @Nullable Integer maximumEventAgeInSeconds,
    @Nullable String onSuccess,
    @Nullable String onFailure) {
  /** Nothing said. */
  public static final EventInvokeSettings NONE = new EventInvokeSettings(null, null, null, null);
}
