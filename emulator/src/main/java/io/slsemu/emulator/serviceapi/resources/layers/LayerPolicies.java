package io.slsemu.emulator.serviceapi.resources.layers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.serviceapi.operation.Call;
import io.slsemu.emulator.serviceapi.operation.Fields;
import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.operation.OperationGroup;
import io.slsemu.emulator.serviceapi.operation.OperationHandler;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.Reply;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.slsemu.emulator.serviceapi.resources.Json;
import io.slsemu.emulator.serviceapi.resources.policies.Principals;
import io.slsemu.emulator.serviceapi.resources.policies.Statements;
import io.slsemu.emulator.store.Table;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who may use a version of a layer: kept and shown, not enforced here. */
public final class LayerPolicies implements OperationGroup {
  private static final Pattern STATEMENT_ID = Pattern.compile("([a-zA-Z0-9-_]+)");
  private static final Pattern ACTION = Pattern.compile("lambda:GetLayerVersion");
  private static final Pattern ORGANIZATION = Pattern.compile("o-[a-z0-9]{10,32}");
  private static final Pattern PRINCIPAL =
      Pattern.compile("\\d{12}|\\*|arn:(aws[a-zA-Z-]*):iam::\\d{12}:root");

  private final Catalog catalog;
  private final Table<LayerPolicy> policies;
  private final Supplier<String> ids;

  /**
   * @param ids makes revision ids
   */
  public LayerPolicies(Catalog catalog, Supplier<String> ids) {
    this.catalog = catalog;
    this.policies = catalog.table("layer-policies", LayerPolicy.class);
    this.ids = ids;
  }

  record LayerPolicy(Statements statements, String revisionId) {}

  @Override
  public Map<Operation, OperationHandler> handlers() {
    return Map.of(
        Operation.ADD_LAYER_VERSION_PERMISSION, this::add,
        Operation.REMOVE_LAYER_VERSION_PERMISSION, this::remove,
        Operation.GET_LAYER_VERSION_POLICY, this::get);
  }

  @Override
  public boolean isConfigOnly() {
    return true; // there is no IAM: layers are open to all
  }

  private Reply add(Call call) {
    String arn = arn(call);
    ObjectNode statement = statement(new Fields(call.document()), arn);
    String revision = ids.get();
    catalog.change(
        () -> {
          LayerPolicy before = find(arn);
          requireRevision(before, call.inQuery("RevisionId"));
          Statements statements = before == null ? Statements.NONE : before.statements();
          policies.put(arn, new LayerPolicy(statements.with(statement), revision));
          return arn;
        });
    return Reply.of(
        call, Json.object().put("Statement", statement.toString()).put("RevisionId", revision));
  }

  private Reply remove(Call call) {
    String arn = arn(call);
    catalog.change(
        () -> {
          LayerPolicy before = require(arn);
          Statements rest = before.statements().without(call.inPath("StatementId"));
          requireRevision(before, call.inQuery("RevisionId"));
          if (rest.statements().isEmpty()) {
            policies.remove(arn);
          } else {
            policies.put(arn, new LayerPolicy(rest, ids.get()));
          }
          return arn;
        });
    return Reply.empty(call);
  }

  private Reply get(Call call) {
    LayerPolicy found = require(arn(call));
    return Reply.of(
        call,
        Json.object()
            .put("Policy", found.statements().policy())
            .put("RevisionId", found.revisionId()));
  }

  private static ObjectNode statement(Fields request, String resource) {
    for (String name : List.of("StatementId", "Action", "Principal")) {
      request.require(name);
    }
    String sid = request.text("StatementId", STATEMENT_ID);
    String action = request.text("Action", ACTION);
    String principal = request.text("Principal", PRINCIPAL);
    String organization = request.text("OrganizationId", ORGANIZATION);
    request.check();
    ObjectNode statement = Json.object().put("Sid", sid).put("Effect", "Allow");
    Principals.render(statement, String.valueOf(principal));
    statement.put("Action", action).put("Resource", resource);
    if (organization != null) {
      statement
          .putObject("Condition")
          .putObject("StringEquals")
          .put("aws:PrincipalOrgID", organization);
    }
    return statement;
  }

  private static String arn(Call call) {
    return LayerTarget.of(call).version(LayerTarget.number(call));
  }

  /** A deleted version's is not seen any more: its number is never given again. */
  private @Nullable LayerPolicy find(String arn) {
    if (catalog.layers().get(arn) == null) {
      throw new Refused(ServiceError.notFound("Layer version " + arn + " does not exist."));
    }
    return policies.get(arn);
  }

  private LayerPolicy require(String arn) {
    LayerPolicy found = find(arn);
    if (found == null) {
      throw Statements.noPolicy();
    }
    return found;
  }

  private static void requireRevision(@Nullable LayerPolicy policy, @Nullable String revision) {
    if (revision != null && (policy == null || !policy.revisionId().equals(revision))) {
      throw new Refused(
          ServiceError.preconditionFailed(
              "The Revision Id provided does not match the latest Revision Id. Call the"
                  + " GetLayerPolicy API to retrieve the latest Revision Id"));
    }
  }
}
