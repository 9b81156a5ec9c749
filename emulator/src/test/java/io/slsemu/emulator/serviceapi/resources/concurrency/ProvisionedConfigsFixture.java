package io.slsemu.emulator.serviceapi.resources.concurrency;

import io.slsemu.emulator.concurrency.ConcurrencyLimiter;
import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.resources.CatalogFixture;
import io.slsemu.emulator.serviceapi.resources.FunctionFixture;
import org.junit.jupiter.api.BeforeEach;

/** A function with versions and an alias, for which a test may have environments provisioned. */
abstract class ProvisionedConfigsFixture extends FunctionFixture {
  static final Operation PUT = Operation.PUT_PROVISIONED_CONCURRENCY_CONFIG;
  static final Operation GET = Operation.GET_PROVISIONED_CONCURRENCY_CONFIG;
  static final Operation DELETE = Operation.DELETE_PROVISIONED_CONCURRENCY_CONFIG;
  static final Operation LIST = Operation.LIST_PROVISIONED_CONCURRENCY_CONFIGS;
  static final String ONE = "FunctionName=f?Qualifier=1";
  static final String LIVE = "FunctionName=f?Qualifier=live";

  ConcurrencyLimiter limiter;
  FakeProvisionedEnvironments environments;
  ProvisionedConfigs group;

  @BeforeEach
  void open() {
    publishLive();
    fixture.publish(f);
    restart();
  }

  void restart() {
    fixture.reopen();
    limiter = new ConcurrencyLimiter(1_000, () -> 0);
    environments = new FakeProvisionedEnvironments();
    group =
        new ProvisionedConfigs(
            fixture.catalog, fixture.registry, limiter, environments, CatalogFixture.CLOCK);
  }

  static String count(int count) {
    return "{\"ProvisionedConcurrentExecutions\":" + count + "}";
  }

  static String state(int requested, int allocated, String status) {
    return """
    {"RequestedProvisionedConcurrentExecutions":%d,"AvailableProvisionedConcurrentExecutions":%d,
     "AllocatedProvisionedConcurrentExecutions":%d,"Status":"%s",
     "LastModified":"2026-11-21T10:20:30+0000"}"""
        .formatted(requested, allocated, allocated, status);
  }
}
