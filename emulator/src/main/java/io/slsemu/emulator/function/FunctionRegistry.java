package io.slsemu.emulator.function;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The functions an emulator knows, by name. */
public final class FunctionRegistry {
  private final Map<String, Function> functions = new ConcurrentHashMap<>();

  /** Adds a function, or replaces the one of its name. */
  public void put(Function function) {
    functions.put(function.name().value(), function);
  }

  public @Nullable Function find(String name) {
    return functions.get(name);
  }

  /**
   * @throws FunctionNotFoundException if there is none of that name
   */
  public Function require(String name) {
    Function function = functions.get(name);
    if (function == null) {
      throw new FunctionNotFoundException(name, List.copyOf(functions.keySet()));
    }
    return function;
  }

  public Collection<Function> all() {
    return List.copyOf(functions.values());
  }
}
