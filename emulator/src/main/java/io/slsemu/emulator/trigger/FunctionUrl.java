package io.slsemu.emulator.trigger;

import io.slsemu.emulator.function.FunctionReference;
import io.slsemu.emulator.trigger.mapping.FunctionUrlConfig;

/**
 * A configured function URL.
 *
 * @param id the first label of its domain, and what stands after {@code /lambda-url/} here
 * @param function what it calls, with the qualifier it was configured for
 * @param config how it is set up
 */
public record FunctionUrl(String id, FunctionReference function, FunctionUrlConfig config) {}
