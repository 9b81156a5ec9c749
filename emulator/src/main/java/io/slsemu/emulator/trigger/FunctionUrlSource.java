package io.slsemu.emulator.trigger;

import io.slsemu.emulator.function.FunctionReference;
import org.jspecify.annotations.Nullable;

/** Where the configured function URLs are found. Called for each request, by I/O threads. */
public interface FunctionUrlSource {

  /** The URL of an id, null if there is none. */
  @Nullable FunctionUrl byId(String urlId);

  /** The URL of a function, or of its alias, null if none is configured. */
  @Nullable FunctionUrl of(FunctionReference function);
}
