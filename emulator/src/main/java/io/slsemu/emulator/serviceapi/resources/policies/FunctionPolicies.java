package io.slsemu.emulator.serviceapi.resources.policies;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.serviceapi.operation.Call;
import io.slsemu.emulator.serviceapi.operation.Fields;
import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.operation.OperationGroup;
import io.slsemu.emulator.serviceapi.operation.OperationHandler;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.Reply;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.slsemu.emulator.serviceapi.operation.Target;
import io.slsemu.emulator.serviceapi.resources.FunctionLookup;
import io.slsemu.emulator.serviceapi.resources.Json;
import io.slsemu.emulator.serviceapi.resources.QualifiedTable;
import io.slsemu.emulator.serviceapi.resources.Revisions;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may invoke a function, a version or an alias: kept and shown, and enforced at function URLs
 * where the emulator is told to.
 */
public final class FunctionPolicies implements OperationGroup {
  private static final Pattern QUALIFIER =
      Pattern.compile("\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+");

  private final Catalog catalog;
  private final FunctionLookup lookup;
  private final Revisions revisions;
  private final boolean enforced;
  private final QualifiedTable<Statements> policies;

  /**
   * @param enforced whether anybody is refused whom they do not let in
   */
  public FunctionPolicies(Catalog catalog, Revisions revisions, boolean enforced) {
    this.catalog = catalog;
    this.enforced = enforced;
    this.lookup = new FunctionLookup(catalog);
    this.revisions = revisions;
    this.policies = new QualifiedTable<>(catalog, "function-policies", Statements.class);
  }

  @Override
  public Map<Operation, OperationHandler> handlers() {
    return Map.of(
        Operation.ADD_PERMISSION, this::add,
        Operation.REMOVE_PERMISSION, this::remove,
        Operation.GET_POLICY, this::get);
  }

  @Override
  public boolean isConfigOnly() {
    return !enforced;
  }

  /**
   * The statements of a function, a version or an alias.
   *
   * @param qualifier null for those of the function itself
   */
  public Statements of(FunctionArn function, @Nullable String qualifier) {
    Statements found = policies.get(function, qualifier);
    return found == null ? Statements.NONE : found;
  }

  /**
   * The action that is missing for anybody to call a function URL of AuthType NONE, null if none
   * is.
   *
   * @param qualifier the alias whose URL it is, null for the function's own
   */
  public @Nullable String missingForPublicUrl(FunctionArn function, @Nullable String qualifier) {
    return PublicUrl.missing(of(function, qualifier));
  }

  private Reply add(Call call) {
    Fields request = new Fields(call.document());
    String qualifier = call.inQuery("Qualifier");
    if (qualifier != null && !QUALIFIER.matcher(qualifier).matches()) {
      request.violate(
          qualifier,
          "Qualifier",
          "Member must satisfy regular expression pattern: " + QUALIFIER.pattern());
      request.check();
    }
    Target target = Target.of(call);
    ObjectNode statement = PermissionRequest.statement(request, target.arn());
    String revision = request.text("RevisionId");
    if (Function.LATEST.equals(target.qualifier())) {
      throw new Refused( // recorded from the service
          ServiceError.invalidParameter(
              "We currently do not support adding policies for $LATEST."));
    }
    catalog.change(
        () -> {
          lookup.require(target);
          requireRevision(target, revision);
          put(target, of(target.function(), target.qualifier()).with(statement));
          return target;
        });
    return Reply.of(call, Json.object().put("Statement", statement.toString()));
  }

  private Reply remove(Call call) {
    Target target = Target.of(call);
    catalog.change(
        () -> {
          requireToRemove(target);
          Statements rest =
              of(target.function(), target.qualifier()).without(call.inPath("StatementId"));
          requireRevision(target, call.inQuery("RevisionId"));
          put(target, rest);
          return target;
        });
    return Reply.empty(call);
  }

  private Reply get(Call call) {
    Target target = Target.of(call);
    Statements found = of(target.function(), target.qualifier());
    String revision = revisions.of(target.function(), target.qualifier());
    if (found.statements().isEmpty() || revision == null) {
      throw new Refused(ServiceError.notFound("The resource you requested does not exist."));
    }
    return Reply.of(call, Json.object().put("Policy", found.policy()).put("RevisionId", revision));
  }

  private void put(Target target, Statements statements) {
    if (statements.statements().isEmpty()) {
      policies.remove(target.function(), target.qualifier());
    } else {
      policies.put(target.function(), target.qualifier(), statements);
    }
    revisions.renew(target.function(), target.qualifier());
  }

  /** The words are recorded; they differ from those to who adds. */
  private void requireToRemove(Target target) {
    if (catalog.find(target.function()) == null) {
      throw new Refused(ServiceError.notFound("No policy found for: " + target.arn()));
    }
    lookup.require(target);
  }

  private void requireRevision(Target target, @Nullable String revision) {
    if (revision != null && !revision.equals(revisions.of(target.function(), target.qualifier()))) {
      throw new Refused(
          ServiceError.preconditionFailed(
              "The Revision Id provided does not match the latest Revision Id. Call the GetPolicy"
                  + " API to retrieve the latest Revision Id"));
    }
  }
}
