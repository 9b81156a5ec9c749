package io.slsemu.emulator.serviceapi.resources.concurrency;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.catalog.Moments;
import io.slsemu.emulator.concurrency.ConcurrencyLimiter;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.FunctionRegistry;
import io.slsemu.emulator.function.InvalidConfigurationException;
import io.slsemu.emulator.placement.ProvisionedConcurrency;
import io.slsemu.emulator.serviceapi.operation.Call;
import io.slsemu.emulator.serviceapi.operation.Fields;
import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.operation.OperationGroup;
import io.slsemu.emulator.serviceapi.operation.OperationHandler;
import io.slsemu.emulator.serviceapi.operation.Page;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.Reply;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.slsemu.emulator.serviceapi.operation.Target;
import io.slsemu.emulator.serviceapi.resources.FunctionLookup;
import io.slsemu.emulator.serviceapi.resources.Json;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Provisioned concurrency of versions and aliases: kept, and environments stand ready for it. Those
 * of an alias follow it to the version to which it leads; where it leads to two by weight, they are
 * all of the first.
 */
public final class ProvisionedConfigs implements OperationGroup {
  private static final int MAX_ITEMS = 50;

  /** Recorded from the service. */
  private static final String UNPUBLISHED =
      "Provisioned Concurrency Configs cannot be applied to unpublished function versions.";

  private final Catalog catalog;
  private final FunctionLookup lookup;
  private final ProvisionedQuota quota;
  private final ProvisionedVersions versions;
  private final InstantSource clock;

  /**
   * Provisions what is kept.
   *
   * @param functions what can be invoked
   */
  public ProvisionedConfigs(
      Catalog catalog,
      FunctionRegistry functions,
      ConcurrencyLimiter limiter,
      ProvisionedEnvironments environments,
      InstantSource clock) {
    this.catalog = catalog;
    this.lookup = new FunctionLookup(catalog);
    this.quota = new ProvisionedQuota(catalog, lookup, limiter);
    this.versions = new ProvisionedVersions(functions, environments);
    this.clock = clock;
    catalog.whenDeployed(this::align);
    quota.functions().forEach(this::align);
  }

  @Override
  public Map<Operation, OperationHandler> handlers() {
    return Map.of(
        Operation.PUT_PROVISIONED_CONCURRENCY_CONFIG, this::put,
        Operation.GET_PROVISIONED_CONCURRENCY_CONFIG, this::get,
        Operation.DELETE_PROVISIONED_CONCURRENCY_CONFIG, this::delete,
        Operation.LIST_PROVISIONED_CONCURRENCY_CONFIGS, this::list);
  }

  private Reply put(Call call) {
    Fields fields = new Fields(call.document()).require("ProvisionedConcurrentExecutions");
    Integer asked = fields.number("ProvisionedConcurrentExecutions", 1, Integer.MAX_VALUE);
    fields.check();
    Target target = published(call, UNPUBLISHED);
    ProvisionedDocument document =
        ProvisionedDocument.of(
            target.function(),
            String.valueOf(target.qualifier()),
            asked == null ? 1 : asked,
            Moments.inSeconds(clock.instant()));
    catalog.change(
        () -> {
          lookup.require(target);
          requireProvisionable(document);
          quota.put(document);
          return document;
        });
    align(target.function());
    return Reply.of(
        call, shown(document, Json.object(), ProvisionedConcurrency.Status.IN_PROGRESS, 0, null));
  }

  private Reply get(Call call) {
    Target target = qualified(call);
    lookup.require(target);
    ProvisionedDocument found = quota.find(target.arn());
    if (found == null) {
      throw new Refused(
          ServiceError.user(
              404,
              "ProvisionedConcurrencyConfigNotFoundException",
              "message",
              "No Provisioned Concurrency Config found for this function"));
    }
    return Reply.of(call, view(found, Json.object()));
  }

  private Reply delete(Call call) {
    Target target = qualified(call);
    catalog.change(
        () -> {
          lookup.require(target);
          quota.remove(target.function(), String.valueOf(target.qualifier()));
          return target;
        });
    align(target.function());
    return Reply.empty(call);
  }

  private Reply list(Call call) {
    Target target = Target.of(call);
    lookup.function(target);
    List<ProvisionedDocument> all = quota.of(target.function());
    return Reply.of(
        call,
        Page.of(call, MAX_ITEMS)
            .document(
                "ProvisionedConcurrencyConfigs",
                all,
                ProvisionedDocument::key,
                each -> view(each, Json.object().put("FunctionArn", each.key()))));
  }

  /** An alias may lead to $LATEST, and a version start from a checkpoint. */
  private void requireProvisionable(ProvisionedDocument document) {
    String version = lookup.version(document.function(), document.qualifier());
    if (Function.LATEST.equals(version)) {
      throw new Refused(ServiceError.invalidParameter(UNPUBLISHED));
    }
    try {
      versions.check(document.function(), String.valueOf(version), document.requested());
    } catch (InvalidConfigurationException e) {
      throw new Refused(ServiceError.invalidParameter(String.valueOf(e.getMessage())));
    }
  }

  /** Brings environments into line with what is asked for. */
  private void align(FunctionArn function) {
    catalog.read(
        () -> {
          versions.align(function, quota.byVersion(function));
          return function;
        });
  }

  private ObjectNode view(ProvisionedDocument config, ObjectNode document) {
    String version = lookup.version(config.function(), config.qualifier());
    ProvisionedConcurrency state = version == null ? null : versions.of(config.function(), version);
    return state == null
        ? shown(config, document, ProvisionedConcurrency.Status.IN_PROGRESS, 0, null)
        : shown(
            config,
            document,
            state.status(),
            Math.min(config.requested(), state.allocated()),
            state.statusReason());
  }

  private static ObjectNode shown(
      ProvisionedDocument config,
      ObjectNode document,
      ProvisionedConcurrency.Status status,
      int allocated,
      @Nullable String reason) {
    document
        .put("RequestedProvisionedConcurrentExecutions", config.requested())
        .put("AvailableProvisionedConcurrentExecutions", allocated)
        .put("AllocatedProvisionedConcurrentExecutions", allocated)
        .put("Status", status.name());
    if (reason != null) {
      document.put("StatusReason", reason);
    }
    return document.put("LastModified", config.lastModified());
  }

  private static Target qualified(Call call) {
    return published(
        call, "The function resource provided must be an alias or a published version.");
  }

  /**
   * @param refusal what the service says of $LATEST, recorded
   */
  private static Target published(Call call, String refusal) {
    Target target = Target.of(call);
    if (target.qualifier() == null || target.qualifier().equals(Function.LATEST)) {
      throw new Refused(ServiceError.invalidParameter(refusal));
    }
    return target;
  }
}
