package io.slsemu.emulator.trigger;

import org.jspecify.annotations.Nullable;

/** Whether anybody may call a function URL whose AuthType is NONE. Called by I/O threads. */
@FunctionalInterface
public interface UrlPermissions {
  /** Anybody may: there is no IAM here. */
  UrlPermissions ALL = url -> null;

  /** The action that the function's policy does not permit to all, null if all is well. */
  @Nullable String missing(FunctionUrl url);
}
