package io.slsemu.emulator.serviceapi.resources.policies;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.serviceapi.operation.Fields;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.slsemu.emulator.serviceapi.resources.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a statement out of what AddPermission is asked for. */
final class PermissionRequest {
  private static final Pattern STATEMENT_ID = Pattern.compile("([a-zA-Z0-9-_]+)");
  private static final Pattern ACTION = Pattern.compile("(lambda:[*]|lambda:[a-zA-Z]+|[*])");
  private static final Pattern PRINCIPAL = Pattern.compile("[^\\s]+");
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final Pattern TOKEN = Pattern.compile("[a-zA-Z0-9._\\-]+");
  private static final Pattern ORGANIZATION = Pattern.compile("o-[a-z0-9]{10,32}");
  private static final Pattern ARN =
      Pattern.compile(
          "arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:([a-z]{2}(-gov)?-[a-z]+-\\d{1})?"
              + ":(\\d{12})?:(.*)");

  private PermissionRequest() {}

  /**
   * @param resource the ARN of what is permitted
   * @throws Refused if the request breaks the model, or the principal is none
   */
  static ObjectNode statement(Fields request, String resource) {
    for (String name : List.of("StatementId", "Action", "Principal")) {
      request.require(name);
    }
    String sid = request.text("StatementId", STATEMENT_ID);
    tooLong(request, "StatementId", sid, 100);
    String action = request.text("Action", ACTION);
    String principal = request.text("Principal", PRINCIPAL);
    Map<String, String> equal = equal(request);
    String source = request.text("SourceArn", ARN);
    boolean byUrl = request.flag("InvokedViaFunctionUrl");
    request.check();
    if (request.has("FunctionUrlAuthType") && !"lambda:InvokeFunctionUrl".equals(action)) {
      throw new Refused(
          ServiceError.invalidParameter(
              "FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action"));
    }
    ObjectNode statement = Json.object().put("Sid", sid).put("Effect", "Allow");
    Principals.render(statement, String.valueOf(principal));
    statement.put("Action", action).put("Resource", resource);
    conditions(statement, equal, source, byUrl);
    return statement;
  }

  private static Map<String, String> equal(Fields request) {
    Map<String, String> equal = new LinkedHashMap<>();
    put(equal, "AWS:SourceAccount", request.text("SourceAccount", ACCOUNT));
    String token = request.text("EventSourceToken", TOKEN);
    tooLong(request, "EventSourceToken", token, 256);
    put(equal, "lambda:EventSourceToken", token);
    put(
        equal,
        "lambda:FunctionUrlAuthType",
        request.oneOf("FunctionUrlAuthType", List.of("NONE", "AWS_IAM")));
    put(equal, "aws:PrincipalOrgID", request.text("PrincipalOrgID", ORGANIZATION));
    return equal;
  }

  private static void put(Map<String, String> equal, String name, @Nullable String value) {
    if (value != null) {
      equal.put(name, value);
    }
  }

  private static void conditions(
      ObjectNode statement, Map<String, String> equal, @Nullable String source, boolean byUrl) {
    ObjectNode condition = Json.object();
    if (!equal.isEmpty()) {
      equal.forEach(condition.putObject("StringEquals")::put);
    }
    if (source != null) {
      condition.putObject("ArnLike").put("AWS:SourceArn", source);
    }
    if (byUrl) {
      condition.putObject("Bool").put("lambda:InvokedViaFunctionUrl", "true");
    }
    if (!condition.isEmpty()) {
      statement.set("Condition", condition);
    }
  }

  private static void tooLong(Fields request, String name, @Nullable String text, int max) {
    if (text != null && text.length() > max) {
      request.violate(text, name, "Member must have length less than or equal to " + max);
    }
  }
}
