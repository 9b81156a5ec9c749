package io.slsemu.emulator.serviceapi.functions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.function.EnvironmentVariables;
import io.slsemu.emulator.serviceapi.operation.Fields;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says in the service's words which environment variables a function cannot have. */
final class EnvironmentCheck {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z]([a-zA-Z0-9_])+");
  private static final String UNABLE =
      "Lambda was unable to configure your environment variables because the environment variables"
          + " you have provided ";

  private EnvironmentCheck() {}

  /**
   * Reads them, all anew.
   *
   * @param environment as in the request, where malformed names are noted; null changes nothing
   * @throws Refused for reserved names and for more than 4 KB
   */
  static void read(@Nullable Fields environment, ObjectNode settings) {
    if (environment == null) {
      return;
    }
    Map<String, String> variables = environment.map("Variables");
    settings.remove("Environment");
    if (variables != null && !variables.isEmpty()) {
      check(variables, environment);
      ObjectNode now = settings.putObject("Environment").putObject("Variables");
      variables.forEach(now::put);
    }
  }

  private static void check(Map<String, String> variables, Fields environment) {
    if (!variables.keySet().stream().allMatch(name -> NAME.matcher(name).matches())) {
      environment.violate(
          variables.toString(),
          "Variables",
          "Map keys must satisfy constraint: [Member must satisfy regular expression pattern: "
              + NAME.pattern()
              + "]");
      return;
    }
    List<String> reserved =
        variables.keySet().stream().filter(EnvironmentVariables::isReserved).sorted().toList();
    if (!reserved.isEmpty()) {
      throw new Refused(
          ServiceError.invalidParameter(
              UNABLE
                  + "contains reserved keys that are currently not supported for modification."
                  + " Reserved keys used in this request: "
                  + String.join(", ", reserved)));
    }
    if (EnvironmentVariables.bytes(variables) > EnvironmentVariables.MAX_BYTES) {
      ObjectNode measured = JsonNodeFactory.instance.objectNode();
      variables.forEach(measured::put);
      throw new Refused(
          ServiceError.invalidParameter(
              UNABLE + "exceeded the 4KB limit. String measured: " + measured));
    }
  }
}
