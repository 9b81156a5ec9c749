package io.slsemu.emulator.serviceapi.resources.account;

import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.PREFIX;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.ask;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertBadParameter;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertInvalid;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertNotFound;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertReply;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.catalog.LayerDocument;
import io.slsemu.emulator.concurrency.ConcurrencyLimiter;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.resources.CatalogFixture;
import io.slsemu.emulator.serviceapi.resources.FunctionFixture;
import io.slsemu.emulator.serviceapi.resources.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountSettingsTests extends FunctionFixture {
  private static final Operation PUT_RECURSION = Operation.PUT_FUNCTION_RECURSION_CONFIG;
  private static final Operation GET_RECURSION = Operation.GET_FUNCTION_RECURSION_CONFIG;
  private static final Operation PUT_RUNTIME = Operation.PUT_RUNTIME_MANAGEMENT_CONFIG;
  private static final Operation GET_RUNTIME = Operation.GET_RUNTIME_MANAGEMENT_CONFIG;
  private static final String F = "FunctionName=f";
  private static final String ARN = PREFIX + "function:f";
  private static final String NOT_FOUND = "Function not found: " + PREFIX + "function:no";

  private RecursionConfigs recursion;
  private RuntimeManagement runtimes;

  @BeforeEach
  void open() {
    recursion = new RecursionConfigs(fixture.catalog);
    runtimes = new RuntimeManagement(fixture.catalog);
  }

  @Test
  void getWhenThereAreFunctionsAndLayersThenCountsThem() {
    fixture.publish(f);
    fixture.function("g");
    String layer = PREFIX + "layer:l:1";
    fixture.catalog.change(
        () -> {
          LayerDocument document = new LayerDocument(layer, 1, "digest", 169, Json.object());
          fixture.catalog.layers().put(layer, document);
          return document;
        });
    ConcurrencyLimiter limiter = new ConcurrencyLimiter(500, () -> 0);
    limiter.reserve(f, 120);
    limiter.reserve(new Scope("eu-west-1", CatalogFixture.SCOPE.account()).function("f"), 200);

    assertReply(
        ask(
            new AccountSettings(
                fixture.catalog,
                new CodeStorage(fixture.catalog, CodeStorage.DEFAULT_LIMIT),
                limiter),
            Operation.GET_ACCOUNT_SETTINGS,
            "",
            ""),
        200,
        """
        {"AccountLimit":{"TotalCodeSize":80530636800,"CodeSizeUnzipped":262144000,
          "CodeSizeZipped":52428800,"ConcurrentExecutions":500,
          "UnreservedConcurrentExecutions":380},
         "AccountUsage":{"TotalCodeSize":997,"FunctionCount":2}}""");
  }

  @Test
  void putRecursionWhenAllowedThenIsSo() {
    assertReply(ask(recursion, GET_RECURSION, F, ""), 200, "{\"RecursiveLoop\":\"Terminate\"}");

    assertReply(
        ask(recursion, PUT_RECURSION, F, "{\"RecursiveLoop\":\"Allow\"}"),
        200,
        "{\"RecursiveLoop\":\"Allow\"}");

    assertThat(recursion.allows(f)).isTrue();
    fixture.remove(f);
    assertThat(recursion.allows(f)).isFalse();
  }

  @Test
  void putRecursionWhenItIsNoWordThenTheModelsWords() {
    assertInvalid(
        recursion,
        PUT_RECURSION,
        F,
        "{\"RecursiveLoop\":\"InvalidValue\"}",
        "1 validation error detected: Value 'InvalidValue' at 'recursiveLoop' failed to satisfy"
            + " constraint: Member must satisfy enum value set: [Terminate, Allow]");
    assertNotFound(recursion, GET_RECURSION, "FunctionName=no", "", NOT_FOUND);
    assertNotFound(
        recursion, PUT_RECURSION, "FunctionName=no", "{\"RecursiveLoop\":\"Allow\"}", NOT_FOUND);
  }

  @Test
  void putRuntimeManagementWhenOnUpdateThenIsShown() {
    assertReply(
        ask(runtimes, GET_RUNTIME, F, ""),
        200,
        "{\"UpdateRuntimeOn\":\"Auto\",\"FunctionArn\":\"" + ARN + "\"}");

    assertReply(
        ask(runtimes, PUT_RUNTIME, F, "{\"UpdateRuntimeOn\":\"FunctionUpdate\"}"),
        200,
        "{\"UpdateRuntimeOn\":\"FunctionUpdate\",\"FunctionArn\":\"" + ARN + "\"}");

    assertReply(
        ask(runtimes, GET_RUNTIME, "FunctionName=f:$LATEST", ""),
        200,
        "{\"UpdateRuntimeOn\":\"FunctionUpdate\",\"FunctionArn\":\"" + ARN + ":$LATEST\"}");
  }

  @Test
  void putRuntimeManagementWhenAVersionIsPinnedThenIsRefused() {
    String words =
        "A runtime version cannot be pinned: sls-emu runs the runtime that is on this machine or"
            + " in the image; use UpdateRuntimeOn Auto or FunctionUpdate, without"
            + " RuntimeVersionArn";

    assertBadParameter(runtimes, PUT_RUNTIME, F, "{\"UpdateRuntimeOn\":\"Manual\"}", words);
    assertBadParameter(
        runtimes,
        PUT_RUNTIME,
        F,
        "{\"UpdateRuntimeOn\":\"Auto\",\"RuntimeVersionArn\":\"arn:aws:lambda:us-east-1::runtime:x\"}",
        words);
    assertNotFound(
        runtimes, PUT_RUNTIME, "FunctionName=no", "{\"UpdateRuntimeOn\":\"Auto\"}", NOT_FOUND);
  }
}
