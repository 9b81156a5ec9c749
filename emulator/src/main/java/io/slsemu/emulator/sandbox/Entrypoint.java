package io.slsemu.emulator.sandbox;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** placeholder until merge */
public sealed interface Entrypoint {
  record Runnable() implements Entrypoint {}

  record NotRunnable(String message) implements Entrypoint {}

  static Entrypoint in(Path taskRoot, @Nullable Path layers) {
    return new Runnable();
  }
}
