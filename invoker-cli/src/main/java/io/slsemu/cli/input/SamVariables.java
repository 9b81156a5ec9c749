package io.slsemu.cli.input;

import io.slsemu.cli.exit.CommandFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads SAM's file of environment variables: {@code {"Parameters": {…}}} for every function, {@code
 * {"FunctionName": {…}}} for one, which wins.
 */
public final class SamVariables {
  private static final String FOR_ALL = "Parameters";

  private SamVariables() {}

  /**
   * The variables for one function.
   *
   * @param source the file's name, for messages
   * @throws CommandFailure if the file is not of this shape
   */
  public static Map<String, String> parse(String source, byte[] text, String functionName) {
    Map<String, String> variables = new LinkedHashMap<>();
    Map<?, ?> root = root(source, text);
    for (Object key : new Object[] {FOR_ALL, functionName}) {
      Object section = root.get(key);
      if (section instanceof Map<?, ?> members) {
        for (Map.Entry<?, ?> member : members.entrySet()) {
          variables.put(String.valueOf(member.getKey()), text(source, member));
        }
      } else if (section != null) {
        throw malformed(source, "\"" + key + "\" is not an object");
      }
    }
    return variables;
  }

  private static Map<?, ?> root(String source, byte[] text) {
    try {
      Object value = Json.read(text);
      if (value instanceof Map<?, ?> root) {
        return root;
      }
      throw malformed(source, "it is not an object");
    } catch (IllegalArgumentException e) {
      throw malformed(source, String.valueOf(e.getMessage()));
    }
  }

  private static String text(String source, Map.Entry<?, ?> member) {
    @Nullable Object value = member.getValue();
    if (value instanceof Map || value instanceof java.util.List || value == null) {
      throw malformed(source, member.getKey() + " is not a string, number or boolean");
    }
    return value instanceof java.math.BigDecimal number
        ? number.toPlainString()
        : String.valueOf(value);
  }

  private static CommandFailure malformed(String source, String why) {
    return CommandFailure.usage(
        "--env-vars " + source + ": " + why,
        "write {\"Parameters\": {\"NAME\": \"value\"}}, or the function's name in place of"
            + " Parameters");
  }
}
