package io.slsemu.emulator.serviceapi.resources.concurrency;

import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.FunctionName;

/**
 * What is asked for a version or an alias.
 *
 * @param qualifier the version's number or the alias
 * @param requested how many environments
 * @param lastModified as callers see it
 */
record ProvisionedDocument(
    String region,
    String account,
    String name,
    String qualifier,
    int requested,
    String lastModified) {

  static ProvisionedDocument of(
      FunctionArn function, String qualifier, int requested, String lastModified) {
    return new ProvisionedDocument(
        function.region(),
        function.account(),
        function.name().value(),
        qualifier,
        requested,
        lastModified);
  }

  FunctionArn function() {
    return new FunctionArn(region, account, new FunctionName(name));
  }

  String key() {
    return function().qualified(qualifier);
  }
}
