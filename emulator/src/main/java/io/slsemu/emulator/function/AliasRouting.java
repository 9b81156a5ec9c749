package io.slsemu.emulator.function;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Where the calls of an alias go.
 *
 * @param version where most go
 * @param otherVersion where some go, null: none do
 * @param otherWeight which share of calls goes there, 0 to 1
 */
public record AliasRouting(String version, @Nullable String otherVersion, double otherWeight) {

  /** The version of one call: by chance, and not the same for one caller. */
  String choose(RandomGenerator random) {
    return otherVersion != null && random.nextDouble() < otherWeight ? otherVersion : version;
  }
}
