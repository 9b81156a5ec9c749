package io.slsemu.emulator.async;

import io.slsemu.emulator.function.FunctionArn;
import org.jspecify.annotations.Nullable;

/** Knows what becomes of functions' events. Asked whenever it matters: they change meanwhile. */
@FunctionalInterface
public interface EventInvokeSettingsSource {

  /**
   * @param qualifier as the event's caller named it, null for none
   * @return the defaults if nothing is configured. The dead-letter target is that of the version to
   *     which the qualifier leads, as published; of an alias the one most invocations go to
   *     (invocation-async-retain-records)
   */
  EventInvokeSettings settings(FunctionArn function, @Nullable String qualifier);
}
