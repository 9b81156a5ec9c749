package io.slsemu.emulator.serviceapi.resources.concurrency;

import io.slsemu.emulator.catalog.AliasDocument;
import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.concurrency.ConcurrencyLimiter;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.InvalidConfigurationException;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.slsemu.emulator.serviceapi.resources.FunctionLookup;
import io.slsemu.emulator.store.Table;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is asked for, and what the account's concurrency has of it. */
final class ProvisionedQuota {
  private final Catalog catalog;
  private final FunctionLookup lookup;
  private final ConcurrencyLimiter limiter;
  private final Table<ProvisionedDocument> configs;

  /** Sets aside what is kept. */
  ProvisionedQuota(Catalog catalog, FunctionLookup lookup, ConcurrencyLimiter limiter) {
    this.catalog = catalog;
    this.lookup = lookup;
    this.limiter = limiter;
    this.configs = catalog.table("provisioned-concurrency", ProvisionedDocument.class);
    catalog.whenTouched(this::tidy);
    functions().forEach(this::setAside);
  }

  /** Those for which any is asked. */
  Set<FunctionArn> functions() {
    Set<FunctionArn> functions = new LinkedHashSet<>();
    configs.under("").values().forEach(each -> functions.add(each.function()));
    return functions;
  }

  @Nullable ProvisionedDocument find(String key) {
    return configs.get(key);
  }

  List<ProvisionedDocument> of(FunctionArn function) {
    return List.copyOf(configs.under(function + ":").values());
  }

  /** How many environments each version is to have, by its number. */
  Map<String, Integer> byVersion(FunctionArn function) {
    Map<String, Integer> wanted = new HashMap<>();
    for (ProvisionedDocument each : of(function)) {
      String version = lookup.version(function, each.qualifier());
      if (version != null) {
        wanted.merge(version, each.requested(), Integer::sum);
      }
    }
    return wanted;
  }

  /**
   * Within a change.
   *
   * @throws Refused if it cannot be had
   */
  void put(ProvisionedDocument config) {
    refuseConflict(config);
    FunctionArn function = config.function();
    int own = total(function);
    ProvisionedDocument former = configs.get(config.key());
    int others = own - (former == null ? 0 : former.requested());
    refuseTooMany(function, others + config.requested(), own);
    try {
      limiter.provision(function, others + config.requested());
    } catch (InvalidConfigurationException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
    configs.put(config.key(), config);
  }

  /** Within a change. */
  void remove(FunctionArn function, String qualifier) {
    if (configs.remove(function.qualified(qualifier))) {
      setAside(function);
    }
  }

  /** What belongs to a version or an alias that is gone goes with it. */
  private void tidy(FunctionArn function) {
    for (ProvisionedDocument each : of(function)) {
      if (lookup.version(function, each.qualifier()) == null) {
        remove(function, each.qualifier());
      }
    }
  }

  private void setAside(FunctionArn function) {
    limiter.provision(function, total(function));
  }

  private int total(FunctionArn function) {
    return of(function).stream().mapToInt(ProvisionedDocument::requested).sum();
  }

  /** A version has it directly or through an alias, not both; the words are recorded. */
  private void refuseConflict(ProvisionedDocument config) {
    FunctionArn function = config.function();
    AliasDocument alias = catalog.alias(function, config.qualifier());
    if (alias != null && configs.get(function.qualified(alias.version())) != null) {
      throw new Refused(
          ServiceError.conflict(
              "Alias can't be used for Provisioned Concurrency configuration on an already"
                  + " Provisioned version"));
    }
    boolean pointedAt =
        alias == null
            && catalog.aliases(function).stream()
                .filter(each -> each.leadsTo(config.qualifier()))
                .anyMatch(each -> configs.get(function.qualified(each.name())) != null);
    if (pointedAt) {
      throw new Refused(
          ServiceError.conflict("Version is pointed by a Provisioned Concurrency alias"));
    }
  }

  private void refuseTooMany(FunctionArn function, int wanted, int own) {
    int unreserved = limiter.unreserved(function.scope()) + own;
    if (!limiter.reserves(function) && wanted > unreserved) {
      throw refused(
          "Specified ConcurrentExecutions for function is greater than account's unreserved"
              + " concurrency ["
              + unreserved
              + "].");
    }
  }

  /** Those that name the account's concurrency are recorded without Type. */
  private static Refused refused(String message) {
    return new Refused(
        message.startsWith("Specified")
            ? ServiceError.untyped(400, "InvalidParameterValueException", "message", message)
            : ServiceError.invalidParameter(message));
  }
}
