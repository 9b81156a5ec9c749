package io.slsemu.emulator.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All that can be invoked under one function's name.
 *
 * @param latest what callers get who name no version
 * @param versions the published ones by number
 * @param aliases by name
 */
public record Deployment(
    Function latest, Map<String, Function> versions, Map<String, AliasRouting> aliases) {

  public Deployment {
    versions = Map.copyOf(versions);
    aliases = Map.copyOf(aliases);
  }

  /** A function nobody has published. */
  public static Deployment of(Function latest) {
    return new Deployment(latest, Map.of(), Map.of());
  }

  /** The same with another latest version. */
  Deployment withLatest(Function newLatest) {
    return new Deployment(newLatest, versions, aliases);
  }

  /** Every version that can be invoked. */
  public List<Function> all() {
    List<Function> all = new ArrayList<>(versions.values());
    all.add(latest);
    return all;
  }
}
