package io.slsemu.emulator.serviceapi.resources.policies;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.slsemu.emulator.serviceapi.resources.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements of a policy, in the order in which they came.
 *
 * @param statements each with its Sid
 */
public record Statements(List<ObjectNode> statements) {
  /** Bytes of a function's policy: the service's quota. */
  private static final int MAX_LENGTH = 20_480;

  public static final Statements NONE = new Statements(List.of());

  public Statements {
    statements = List.copyOf(statements);
  }

  /**
   * The same with one more.
   *
   * @throws Refused if its Sid is taken, or the policy gets too long
   */
  public Statements with(ObjectNode statement) {
    String sid = statement.path("Sid").asText();
    if (has(sid)) {
      throw new Refused( // recorded from the service
          ServiceError.conflict(
              "The statement id ("
                  + sid
                  + ") provided already exists. Please provide a new statement id, or remove the"
                  + " existing statement."));
    }
    List<ObjectNode> all = new ArrayList<>(statements);
    all.add(statement);
    Statements more = new Statements(all);
    int length = more.policy().getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_LENGTH) {
      throw new Refused(
          ServiceError.user(
              400,
              "PolicyLengthExceededException",
              "message",
              "The final policy size (%d) is bigger than the limit (%d)."
                  .formatted(length, MAX_LENGTH)));
    }
    return more;
  }

  /**
   * The same without one.
   *
   * @throws Refused if it is not there
   */
  public Statements without(String sid) {
    if (statements.isEmpty()) {
      throw noPolicy();
    }
    if (!has(sid)) {
      throw new Refused(
          ServiceError.notFound("Statement " + sid + " is not found in resource policy."));
    }
    List<ObjectNode> rest = new ArrayList<>(statements);
    rest.removeIf(each -> each.path("Sid").asText().equals(sid));
    return new Statements(rest);
  }

  /** As the service renders it: JSON in a text. */
  public String policy() {
    ObjectNode policy = Json.object().put("Version", "2012-10-17").put("Id", "default");
    policy.putArray("Statement").addAll(statements);
    return policy.toString();
  }

  /** That there are none. */
  public static Refused noPolicy() {
    return new Refused(ServiceError.notFound("No policy is associated with the given resource."));
  }

  private boolean has(String sid) {
    return statements.stream().anyMatch(each -> each.path("Sid").asText().equals(sid));
  }
}
