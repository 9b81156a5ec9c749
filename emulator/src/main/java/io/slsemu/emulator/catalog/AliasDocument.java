package io.slsemu.emulator.catalog;

import io.slsemu.emulator.function.AliasRouting;
import java.util.Map;

/**
 * An alias of a function as it is kept.
 *
 * @param name the alias
 * @param version where most calls go
 * @param description its owner's words
 * @param weights the share of calls, 0 to 1, that goes to another version: of one version at most
 * @param revisionId changes with every change
 */
public record AliasDocument(
    String name,
    String version,
    String description,
    Map<String, Double> weights,
    String revisionId) {

  public AliasDocument {
    weights = Map.copyOf(weights);
  }

  AliasRouting routing() {
    return weights.entrySet().stream()
        .findFirst()
        .map(other -> new AliasRouting(version, other.getKey(), other.getValue()))
        .orElseGet(() -> new AliasRouting(version, null, 0));
  }

  /** Whether calls may go to a version. */
  public boolean leadsTo(String other) {
    return version.equals(other) || weights.containsKey(other);
  }
}
