package io.slsemu.emulator.async;

import io.slsemu.emulator.function.FunctionArn;
import org.jspecify.annotations.Nullable;

/** Knows what becomes of functions' events. Asked whenever it matters: they change meanwhile. */
@FunctionalInterface
public interface EventInvokeSettingsSource {

  /**
   * @param qualifier as the event's caller named it, null for none
   * @return the defaults if nothing is configured. A version has the dead-letter target of the
   *     unpublished one (invocation-async-retain-records)
   */
  EventInvokeSettings settings(FunctionArn function, @Nullable String qualifier);
}
