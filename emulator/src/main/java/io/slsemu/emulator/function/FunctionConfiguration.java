package io.slsemu.emulator.function;

import java.util.Map;

/**
 * A function as its owner configured it.
 *
 * @param name the function's name
 * @param handler the value of {@code _HANDLER}; a custom runtime is free to ignore it
 * @param memory the memory limit, which buys CPU too
 * @param timeout the time limit of an invocation
 * @param ephemeralStorage the size of {@code /tmp}
 * @param variables the owner's environment variables
 */
public record FunctionConfiguration(
    FunctionName name,
    String handler,
    MemorySize memory,
    FunctionTimeout timeout,
    EphemeralStorage ephemeralStorage,
    EnvironmentVariables variables) {

  /** What a custom runtime's handler is called where nobody says otherwise. */
  public static final String DEFAULT_HANDLER = "bootstrap";

  /** A function with the service's defaults: 128 MB, 3 s, 512 MB of {@code /tmp}. */
  public static FunctionConfiguration of(String name) {
    return new FunctionConfiguration(
        new FunctionName(name),
        DEFAULT_HANDLER,
        MemorySize.DEFAULT,
        FunctionTimeout.DEFAULT,
        EphemeralStorage.DEFAULT,
        new EnvironmentVariables(Map.of()));
  }

  public FunctionConfiguration withHandler(String newHandler) {
    return new FunctionConfiguration(
        name, newHandler, memory, timeout, ephemeralStorage, variables);
  }

  public FunctionConfiguration withMemory(MemorySize newMemory) {
    return new FunctionConfiguration(
        name, handler, newMemory, timeout, ephemeralStorage, variables);
  }

  public FunctionConfiguration withTimeout(FunctionTimeout newTimeout) {
    return new FunctionConfiguration(
        name, handler, memory, newTimeout, ephemeralStorage, variables);
  }

  public FunctionConfiguration withEphemeralStorage(EphemeralStorage newStorage) {
    return new FunctionConfiguration(name, handler, memory, timeout, newStorage, variables);
  }

  public FunctionConfiguration withVariables(EnvironmentVariables newVariables) {
    return new FunctionConfiguration(
        name, handler, memory, timeout, ephemeralStorage, newVariables);
  }
}
