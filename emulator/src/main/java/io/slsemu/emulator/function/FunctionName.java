package io.slsemu.emulator.function;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A function's name: 1 to 64 letters, digits, hyphens and underscores (the service's model). */
public record FunctionName(String value) {
  private static final Pattern PATTERN = Pattern.compile("[a-zA-Z0-9-_]{1,64}");

  /**
   * @throws InvalidConfigurationException if the name breaks the service's pattern
   */
  public FunctionName {
    if (!PATTERN.matcher(value).matches()) {
      throw new InvalidConfigurationException(
          "function name '" + value + "' is not valid",
          "use 1 to 64 letters, digits, hyphens and underscores");
    }
  }

  @Override
  public String toString() {
    return value;
  }

  // Written out: see FunctionArn.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FunctionName name && value.equals(name.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }
}
