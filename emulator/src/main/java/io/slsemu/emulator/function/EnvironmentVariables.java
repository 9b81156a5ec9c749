package io.slsemu.emulator.function;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The environment variables a function's owner sets.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">configuration-envvars</a>
 */
public record EnvironmentVariables(Map<String, String> values) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z]([a-zA-Z0-9_])+");

  /** For all names and values together. */
  public static final int MAX_BYTES = 4 * 1024;

  /** Names the platform sets itself; a function cannot have them otherwise. */
  private static final Set<String> RESERVED =
      Set.of(
          "_HANDLER",
          "_X_AMZN_TRACE_ID",
          "AWS_DEFAULT_REGION",
          "AWS_REGION",
          "AWS_EXECUTION_ENV",
          "AWS_LAMBDA_FUNCTION_NAME",
          "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
          "AWS_LAMBDA_FUNCTION_VERSION",
          "AWS_LAMBDA_INITIALIZATION_TYPE",
          "AWS_LAMBDA_LOG_GROUP_NAME",
          "AWS_LAMBDA_LOG_STREAM_NAME",
          "AWS_ACCESS_KEY",
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_LAMBDA_RUNTIME_API",
          "AWS_LAMBDA_METADATA_API",
          "AWS_LAMBDA_METADATA_TOKEN",
          "AWS_LAMBDA_MAX_CONCURRENCY",
          "LAMBDA_TASK_ROOT",
          "LAMBDA_RUNTIME_DIR");

  /**
   * @throws InvalidConfigurationException if a name is reserved or malformed, or all together are
   *     over 4 KB
   */
  public EnvironmentVariables {
    values = java.util.Collections.unmodifiableMap(new TreeMap<>(values));
    values.keySet().forEach(EnvironmentVariables::requireValidName);
    int bytes = bytes(values);
    if (bytes > MAX_BYTES) {
      throw new InvalidConfigurationException(
          "the environment variables take " + bytes + " bytes",
          "the service allows " + MAX_BYTES + " bytes for all names and values");
    }
  }

  /** What names and values take together. */
  public static int bytes(Map<String, String> variables) {
    return variables.entrySet().stream()
        .mapToInt(each -> utf8Length(each.getKey()) + utf8Length(each.getValue()))
        .sum();
  }

  /** Whether the platform sets it itself. */
  public static boolean isReserved(String name) {
    return RESERVED.contains(name);
  }

  private static void requireValidName(String name) {
    if (RESERVED.contains(name)) {
      throw new InvalidConfigurationException(
          "environment variable " + name + " is reserved",
          "the platform sets it; use another name");
    }
    if (!NAME.matcher(name).matches()) {
      throw new InvalidConfigurationException(
          "environment variable name '" + name + "' is not valid",
          "begin with a letter, then letters, digits and underscores; two characters at least");
    }
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
