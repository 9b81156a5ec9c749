package io.slsemu.emulator.serviceapi.resources.concurrency;

import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.PREFIX;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.ask;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertBadParameter;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertEmpty;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertRefused;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertReply;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.catalog.FunctionDocument;
import io.slsemu.emulator.catalog.VersionDocument;
import io.slsemu.emulator.serviceapi.operation.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProvisionedConfigErrorsTests extends ProvisionedConfigsFixture {
  @Test
  void putWhenTheVersionHasSomeThenItsAliasCannot() {
    ask(group, PUT, ONE, count(1));

    assertRefused(
        group,
        PUT,
        LIVE,
        count(1),
        409,
        "ResourceConflictException",
        "{\"Type\":\"User\",\"message\":\"Alias can't be used for Provisioned Concurrency"
            + " configuration on an already Provisioned version\"}");
  }

  @Test
  void putWhenItsAliasHasSomeThenTheVersionCannot() {
    ask(group, PUT, LIVE, count(1));

    assertRefused(
        group,
        PUT,
        ONE,
        count(1),
        409,
        "ResourceConflictException",
        "{\"Type\":\"User\",\"message\":\"Version is pointed by a Provisioned Concurrency"
            + " alias\"}");
  }

  @Test
  void putWhenMoreThanReservedThenTheServicesWords() {
    limiter.reserve(f, 2);

    assertRefused(
        group,
        PUT,
        ONE,
        count(3),
        400,
        "InvalidParameterValueException",
        "{\"Type\":\"User\",\"message\":\"Requested Provisioned Concurrency should not be greater"
            + " than the reservedConcurrentExecution for function\"}");
  }

  @Test
  void putWhenMoreThanTheAccountHasThenTheServicesWords() {
    assertRefused(
        group,
        PUT,
        ONE,
        count(1_001),
        400,
        "InvalidParameterValueException",
        "{\"message\":\"Specified ConcurrentExecutions for function is greater than account's"
            + " unreserved concurrency [1000].\"}");
    assertRefused(
        group,
        PUT,
        ONE,
        count(1_000),
        400,
        "InvalidParameterValueException",
        "{\"message\":\"Specified ConcurrentExecutions for function decreases account's"
            + " UnreservedConcurrentExecution below its minimum value of [100].\"}");
  }

  @Test
  void putWhenOfTheLatestVersionThenIsRefused() {
    String body =
        "{\"Type\":\"User\",\"message\":\"Provisioned Concurrency Configs cannot be applied to"
            + " unpublished function versions.\"}";

    for (String where : new String[] {"FunctionName=f", "FunctionName=f?Qualifier=$LATEST"}) {
      assertRefused(group, PUT, where, count(1), 400, "InvalidParameterValueException", body);
    }
  }

  @Test
  void putWhenTheAliasLeadsToTheLatestVersionThenIsRefused() {
    fixture.alias(f, "newest", "$LATEST");

    assertBadParameter(
        group,
        PUT,
        "FunctionName=f?Qualifier=newest",
        count(1),
        "Provisioned Concurrency Configs cannot be applied to unpublished function versions.");
    assertThat(environments.counts()).isEmpty();
  }

  @Test
  void putWhenTheVersionHasSnapStartThenIsRefused() {
    fixture.catalog.change(
        () -> {
          FunctionDocument function = fixture.catalog.find(f);
          VersionDocument version = function.version("1").as("1");
          version.configuration().putObject("SnapStart").put("ApplyOn", "PublishedVersions");
          fixture.catalog.put(function.with(version));
          return f;
        });

    for (String where : List.of(ONE, LIVE)) {
      assertBadParameter(
          group,
          PUT,
          where,
          count(1),
          "a function with SnapStart cannot have provisioned concurrency, on the service neither");
    }
    assertThat(limiter.provisioned(f)).isZero();
  }

  @Test
  void putWhenNoneThenTheModelsWords() {
    assertRefused(
        group,
        PUT,
        ONE,
        count(0),
        400,
        "ValidationException",
        "{\"message\":\"1 validation error detected: Value '0' at"
            + " 'provisionedConcurrentExecutions' failed to satisfy constraint: Member must have"
            + " value greater than or equal to 1\"}");
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {
        "PUT_PROVISIONED_CONCURRENCY_CONFIG",
        "GET_PROVISIONED_CONCURRENCY_CONFIG",
        "DELETE_PROVISIONED_CONCURRENCY_CONFIG"
      })
  void handleWhenThereIsNoSuchVersionOrAliasThenNotFound(Operation operation) {
    assertRefused(
        group,
        operation,
        "FunctionName=f?Qualifier=10",
        count(1),
        404,
        "ResourceNotFoundException",
        "{\"Type\":\"User\",\"Message\":\"Function not found: " + PREFIX + "function:f:10\"}");
    assertRefused(
        group,
        operation,
        "FunctionName=f?Qualifier=noalias",
        count(1),
        404,
        "ResourceNotFoundException",
        "{\"Type\":\"User\",\"Message\":\"Cannot find alias arn: "
            + PREFIX
            + "function:f:noalias\"}");
  }

  @Test
  void getAndDeleteWhenOfTheLatestVersionThenAreRefused() {
    String body =
        "{\"Type\":\"User\",\"message\":\"The function resource provided must be an alias or a"
            + " published version.\"}";
    String latest = "FunctionName=f?Qualifier=$LATEST";

    assertRefused(group, GET, latest, "", 400, "InvalidParameterValueException", body);
    assertRefused(group, DELETE, latest, "", 400, "InvalidParameterValueException", body);
  }

  @Test
  void deleteWhenThereIsNoneThenDone() {
    assertEmpty(ask(group, DELETE, ONE, ""), 204);
  }

  @Test
  void listWhenThereIsNoFunctionThenNotFound() {
    assertReply(
        ask(group, LIST, "FunctionName=f?List=ALL", ""),
        200,
        "{\"ProvisionedConcurrencyConfigs\":[]}");
    assertRefused(
        group,
        LIST,
        "FunctionName=nope?List=ALL",
        "",
        404,
        "ResourceNotFoundException",
        "{\"Type\":\"User\",\"Message\":\"Function not found: " + PREFIX + "function:nope\"}");
  }
}
