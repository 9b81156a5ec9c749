package io.slsemu.cli.command;

import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.placement.StartPreference;
import org.jspecify.annotations.Nullable;

/** What a command line asks to be invoked, checked. */
record InvocationPlan(
    FunctionConfiguration configuration, Events events, @Nullable String clientContext) {
  String name() {
    return configuration.name().value();
  }

  InvokeRequest request(byte[] event, StartPreference start) {
    return new InvokeRequest(name(), event, clientContext, start);
  }
}
