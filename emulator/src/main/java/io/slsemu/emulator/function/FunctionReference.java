package io.slsemu.emulator.function;

import org.jspecify.annotations.Nullable;

/**
 * A function as a caller names it.
 *
 * @param scope where the name is looked up, null: in the emulator's own account and region
 * @param name the function's
 * @param qualifier a version or an alias; null for {@link Function#LATEST}, but not the same to the
 *     function, which sees the name its caller used
 */
public record FunctionReference(@Nullable Scope scope, String name, @Nullable String qualifier) {

  /** The one that changes with every deployment, in the emulator's own account. */
  public static FunctionReference named(String name) {
    return new FunctionReference(null, name, null);
  }

  @Override
  public String toString() {
    return qualifier == null ? name : name + ":" + qualifier;
  }
}
