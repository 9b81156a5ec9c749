package io.slsemu.cli.command;

import io.slsemu.emulator.function.FunctionReference;
import io.slsemu.emulator.invoke.CallerIds;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.placement.StartPreference;
import org.jspecify.annotations.Nullable;

/** What a command line asks to be invoked, checked. */
record InvocationPlan(
    FunctionReference function, Events events, @Nullable String clientContext, CallerIds ids) {

  String name() {
    return function.name();
  }

  InvokeRequest request(byte[] event, StartPreference start) {
    return new InvokeRequest(function, event, clientContext, start, ids);
  }
}
