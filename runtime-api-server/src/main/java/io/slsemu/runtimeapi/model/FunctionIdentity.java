package io.slsemu.runtimeapi.model;

import org.jspecify.annotations.Nullable;

/**
 * What an extension is told of the function when it registers.
 *
 * @param name the function's name
 * @param version its version, {@code $LATEST} or a number
 * @param handler its handler as configured
 * @param accountId the owner's account, or null if it is not known: it is then left out
 */
public record FunctionIdentity(
    String name, String version, String handler, @Nullable String accountId) {}
