package io.slsemu.emulator.function;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function as its owner configured it.
 *
 * @param name the function's name
 * @param handler the value of {@code _HANDLER}; a custom runtime is free to ignore it
 * @param memory the memory limit, which buys CPU too
 * @param timeout the time limit of an invocation
 * @param ephemeralStorage the size of {@code /tmp}
 * @param variables the owner's environment variables
 * @param logging how its log is written
 * @param runtime what it is deployed for
 * @param activeTracing whether traces are sampled that no caller has decided on
 * @param maxConcurrency how many invocations one environment takes at once; null: one, in an
 *     environment of the usual kind
 */
public record FunctionConfiguration(
    FunctionName name,
    String handler,
    MemorySize memory,
    FunctionTimeout timeout,
    EphemeralStorage ephemeralStorage,
    EnvironmentVariables variables,
    LoggingConfiguration logging,
    FunctionRuntime runtime,
    boolean activeTracing,
    @Nullable MaxConcurrency maxConcurrency) {

  /** What a custom runtime's handler is called where nobody says otherwise. */
  public static final String DEFAULT_HANDLER = "bootstrap";

  /** A function with the service's defaults: 128 MB, 3 s, 512 MB of {@code /tmp}. */
  public static FunctionConfiguration of(String name) {
    return builder(name).build();
  }

  /**
   * The same to begin with, for what its owner wants otherwise.
   *
   * @throws InvalidConfigurationException if the name breaks the service's pattern
   */
  public static Builder builder(String name) {
    return new Builder(new FunctionName(name));
  }

  /** A configuration while it is put together, by one thread. */
  public static final class Builder {
    private final FunctionName name;
    private String handler = DEFAULT_HANDLER;
    private MemorySize memory = MemorySize.DEFAULT;
    private FunctionTimeout timeout = FunctionTimeout.DEFAULT;
    private EphemeralStorage ephemeralStorage = EphemeralStorage.DEFAULT;
    private EnvironmentVariables variables = new EnvironmentVariables(Map.of());
    private LoggingConfiguration logging = LoggingConfiguration.TEXT;
    private FunctionRuntime runtime = FunctionRuntime.DEFAULT;
    private boolean activeTracing;
    private @Nullable MaxConcurrency maxConcurrency;

    private Builder(FunctionName name) {
      this.name = name;
    }

    public Builder handler(String value) {
      handler = value;
      return this;
    }

    public Builder memory(MemorySize value) {
      memory = value;
      return this;
    }

    public Builder timeout(FunctionTimeout value) {
      timeout = value;
      return this;
    }

    public Builder ephemeralStorage(EphemeralStorage value) {
      ephemeralStorage = value;
      return this;
    }

    public Builder variables(EnvironmentVariables value) {
      variables = value;
      return this;
    }

    public Builder logging(LoggingConfiguration value) {
      logging = value;
      return this;
    }

    public Builder runtime(FunctionRuntime value) {
      runtime = value;
      return this;
    }

    public Builder activeTracing(boolean value) {
      activeTracing = value;
      return this;
    }

    /** Environments as on Lambda Managed Instances. */
    public Builder maxConcurrency(MaxConcurrency value) {
      maxConcurrency = value;
      return this;
    }

    public FunctionConfiguration build() {
      return new FunctionConfiguration(
          name,
          handler,
          memory,
          timeout,
          ephemeralStorage,
          variables,
          logging,
          runtime,
          activeTracing,
          maxConcurrency);
    }
  }
}
