package io.slsemu.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.async.EventInvokeSettingsSource;
import io.slsemu.emulator.async.aws.AwsEndpoint;
import io.slsemu.emulator.async.aws.BucketReader;
import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.FunctionReference;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.serviceapi.ServiceApi;
import io.slsemu.emulator.serviceapi.functions.AliasOperations;
import io.slsemu.emulator.serviceapi.functions.FunctionChanges;
import io.slsemu.emulator.serviceapi.functions.FunctionExtras;
import io.slsemu.emulator.serviceapi.functions.FunctionOperations;
import io.slsemu.emulator.serviceapi.functions.Settling;
import io.slsemu.emulator.serviceapi.operation.OperationGroup;
import io.slsemu.emulator.serviceapi.resources.Revisions;
import io.slsemu.emulator.serviceapi.resources.account.AccountSettings;
import io.slsemu.emulator.serviceapi.resources.account.CodeStorage;
import io.slsemu.emulator.serviceapi.resources.account.RecursionConfigs;
import io.slsemu.emulator.serviceapi.resources.account.RuntimeManagement;
import io.slsemu.emulator.serviceapi.resources.concurrency.ProvisionedConfigs;
import io.slsemu.emulator.serviceapi.resources.concurrency.ProvisionedEnvironments;
import io.slsemu.emulator.serviceapi.resources.concurrency.ReservedConcurrency;
import io.slsemu.emulator.serviceapi.resources.eventinvoke.EventInvokeConfigs;
import io.slsemu.emulator.serviceapi.resources.layers.LayerPolicies;
import io.slsemu.emulator.serviceapi.resources.layers.Layers;
import io.slsemu.emulator.serviceapi.resources.policies.FunctionPolicies;
import io.slsemu.emulator.serviceapi.resources.signing.FunctionSigning;
import io.slsemu.emulator.serviceapi.resources.signing.SigningConfigs;
import io.slsemu.emulator.serviceapi.resources.signing.SigningOperations;
import io.slsemu.emulator.serviceapi.resources.sources.EventSourceMappings;
import io.slsemu.emulator.serviceapi.resources.tags.TagOperations;
import io.slsemu.emulator.serviceapi.resources.tags.Tags;
import io.slsemu.emulator.serviceapi.resources.urls.UrlConfigs;
import io.slsemu.emulator.trigger.UrlPermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All that the service API carries out beside invocations. */
final class ServiceOperations implements FunctionExtras {
  private final Catalog catalog;
  private final Supplier<String> base;
  private final Tags tags;
  private final ReservedConcurrency reserved;
  private final EventInvokeConfigs events;
  private final RecursionConfigs recursion;
  private final UrlConfigs urls;
  private final SigningConfigs signing;
  private final FunctionPolicies policies;
  private final CodeStorage storage;
  private final List<OperationGroup> groups;

  /**
   * @param base where the service API is, without a slash at the end
   */
  ServiceOperations(
      Catalog catalog, ServiceSettings settings, EmulatorParts parts, Supplier<String> base) {
    Clock clock = Clock.systemUTC();
    Settling settling = new Settling(clock, settings.settling());
    this.catalog = catalog;
    this.base = base;
    this.tags = new Tags(catalog);
    this.storage = new CodeStorage(catalog, settings.codeStorage());
    this.reserved = new ReservedConcurrency(catalog, parts.limiter());
    this.events = new EventInvokeConfigs(catalog, clock);
    this.recursion = new RecursionConfigs(catalog);
    this.urls = new UrlConfigs(catalog, base, clock);
    Supplier<String> ids = () -> UUID.randomUUID().toString();
    Revisions revisions = new Revisions(catalog, ids);
    this.signing = new SigningConfigs(catalog);
    this.policies = new FunctionPolicies(catalog, revisions, settings.enforcePermissions());
    EventSourceMappings mappings =
        new EventSourceMappings(catalog, tags, clock, settling.delay(), parts.listener()::notice);
    @Nullable BucketReader buckets = buckets(settings.endpoint(), clock, parts);
    this.groups =
        List.of(
            new FunctionOperations(catalog, settling, this),
            new FunctionChanges(catalog, settling, buckets, this),
            new AliasOperations(catalog),
            reserved,
            new ProvisionedConfigs(
                catalog,
                parts.functions(),
                parts.limiter(),
                ProvisionedEnvironments.of(parts.placement()),
                clock),
            events,
            urls,
            new Layers(catalog, this::codeUrl, storage, buckets, clock),
            new LayerPolicies(catalog, ids),
            new TagOperations(catalog, tags, revisions, mappings::isThere, signing::isThere),
            mappings,
            policies,
            new AccountSettings(catalog, storage, parts.limiter()),
            recursion,
            new RuntimeManagement(catalog),
            new SigningOperations(catalog, signing, tags, clock),
            new FunctionSigning(catalog, signing));
  }

  private static @Nullable BucketReader buckets(
      @Nullable AwsEndpoint endpoint, Clock clock, EmulatorParts parts) {
    return endpoint == null
        ? null
        : new BucketReader(endpoint, clock, parts.threads().invocations());
  }

  List<OperationGroup> groups() {
    return groups;
  }

  UrlConfigs urls() {
    return urls;
  }

  /**
   * Asks the policies whether anybody may call a function URL.
   *
   * @param home of functions whose account is not said
   */
  UrlPermissions urlPermissions(Scope home) {
    return url -> {
      FunctionReference function = url.function();
      Scope scope = function.scope() == null ? home : function.scope();
      String qualifier = Function.LATEST.equals(function.qualifier()) ? null : function.qualifier();
      return policies.missingForPublicUrl(scope.function(function.name()), qualifier);
    };
  }

  /** Whether a function's owner lets it be invoked in a circle. */
  boolean mayRecur(FunctionArn function) {
    return recursion.allows(function);
  }

  EventInvokeSettingsSource eventSettings() {
    return new KeptEventSettings(catalog, events, recursion);
  }

  @Override
  public void tag(FunctionArn function, Map<String, String> added) {
    tags.put(function.toString(), added);
  }

  @Override
  public void sign(FunctionArn function, String configuration) {
    signing.sign(function, configuration);
  }

  @Override
  public void requireUnsigned(FunctionArn function) {
    signing.requireUnsigned(function);
  }

  @Override
  public void requireStorage(FunctionArn function, long added) {
    storage.require(function.scope(), added);
  }

  @Override
  public void describe(FunctionArn function, ObjectNode document) {
    Map<String, String> tagged = tags.of(function.toString());
    if (!tagged.isEmpty()) {
      tagged.forEach(document.putObject("Tags")::put);
    }
    Integer concurrency = reserved.of(function);
    if (concurrency != null) {
      document.putObject("Concurrency").put("ReservedConcurrentExecutions", concurrency);
    }
  }

  @Override
  public String codeUrl(String digest) {
    return base.get() + ServiceApi.CODE_PATH + digest;
  }
}
