package io.slsemu.emulator.serviceapi.resources.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a policy opens a function URL of AuthType NONE to all.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html">AWS: urls-auth</a>
 */
final class PublicUrl {
  /** What the service asks for since October 2025 (lambda-platform §5). */
  private static final List<String> ACTIONS =
      List.of("lambda:InvokeFunctionUrl", "lambda:InvokeFunction");

  /** What can be said of a request that nobody signed; a condition on anything else fails. */
  private static final Map<String, String> REQUEST =
      Map.of("lambda:FunctionUrlAuthType", "NONE", "lambda:InvokedViaFunctionUrl", "true");

  private PublicUrl() {}

  /** The first action that no statement permits to all, null if none is missing. */
  static @Nullable String missing(Statements policy) {
    for (String action : ACTIONS) {
      if (policy.statements().stream().noneMatch(each -> permits(each, action))) {
        return action;
      }
    }
    return null;
  }

  private static boolean permits(ObjectNode statement, String action) {
    String permitted = statement.path("Action").asText();
    return "*".equals(statement.path("Principal").asText())
        && (permitted.equals(action) || permitted.equals("lambda:*") || permitted.equals("*"))
        && isMet(statement.path("Condition"));
  }

  /** AddPermission makes conditions of equality, and ArnLike of a source that is not there. */
  private static boolean isMet(JsonNode condition) {
    for (JsonNode each : condition) {
      for (Map.Entry<String, JsonNode> wanted : each.properties()) {
        if (!wanted.getValue().asText().equals(REQUEST.get(wanted.getKey()))) {
          return false;
        }
      }
    }
    return true;
  }
}
