package io.slsemu.emulator.serviceapi.resources.urls;

import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.PREFIX;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.ask;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertBadParameter;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertConflict;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertEmpty;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertInvalid;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertNotFound;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertReply;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.resources.CatalogFixture;
import io.slsemu.emulator.serviceapi.resources.FunctionFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UrlConfigsTests extends FunctionFixture {
  private static final Operation CREATE = Operation.CREATE_FUNCTION_URL_CONFIG;
  private static final Operation UPDATE = Operation.UPDATE_FUNCTION_URL_CONFIG;
  private static final Operation GET = Operation.GET_FUNCTION_URL_CONFIG;
  private static final Operation DELETE = Operation.DELETE_FUNCTION_URL_CONFIG;
  private static final Operation LIST = Operation.LIST_FUNCTION_URL_CONFIGS;
  private static final String F = "FunctionName=f";
  private static final String LIVE = "FunctionName=f?Qualifier=live";
  private static final String ARN = PREFIX + "function:f";
  private static final String OPEN = "{\"AuthType\":\"NONE\"}";
  private static final String TIME = "2026-11-21T10:20:30.456789Z";
  private static final String NONE = "The resource you requested does not exist.";

  private UrlConfigs group;

  @BeforeEach
  void open() {
    publishLive();
    group = new UrlConfigs(fixture.catalog, () -> "http://localhost:3001", CatalogFixture.CLOCK);
  }

  private static String shown(String arn, String auth, String more) {
    return """
    {"FunctionUrl":"http://localhost:3001/lambda-url/%s/","FunctionArn":"%s","AuthType":"%s",
     "CreationTime":"%s"%s}"""
        .formatted(UrlId.of(arn), arn, auth, TIME, more);
  }

  private static final String REST =
      ",\"InvokeMode\":\"BUFFERED\",\"LastModifiedTime\":\"" + TIME + "\"";

  @Test
  void createWhenThereIsNoneThenSaysWhereItIs() {
    assertReply(ask(group, CREATE, F, OPEN), 201, shown(ARN, "NONE", ""));

    assertReply(ask(group, GET, F, ""), 200, shown(ARN, "NONE", REST));
    assertThat(UrlId.of(ARN)).matches("[a-z0-9]{32}").isNotEqualTo(UrlId.of(ARN + ":live"));
    UrlConfig found = group.find(UrlId.of(ARN));
    assertThat(found.reference().name()).isEqualTo("f");
    assertThat(found.qualifier()).isNull();
    assertThat(group.find("nope")).isNull();
  }

  @Test
  void createWhenAllIsSaidThenAllIsShown() {
    String more =
        """
        ,"InvokeMode":"RESPONSE_STREAM","Cors":{"AllowCredentials":true,"AllowHeaders":["date"],
        "AllowMethods":["GET","*"],"AllowOrigins":["https://x"],"ExposeHeaders":["a"],"MaxAge":86400}""";

    assertReply(
        ask(group, CREATE, LIVE, "{\"AuthType\":\"AWS_IAM\"" + more + "}"),
        201,
        shown(ARN + ":live", "AWS_IAM", more));

    assertThat(group.find(UrlId.of(ARN + ":live")).qualifier()).isEqualTo("live");
  }

  @Test
  void updateWhenThereIsOneThenKeepsWhatIsNotNamed() {
    ask(group, CREATE, F, "{\"AuthType\":\"NONE\",\"Cors\":{\"MaxAge\":5}}");

    assertReply(
        ask(group, UPDATE, F, "{\"AuthType\":\"AWS_IAM\"}"),
        200,
        shown(ARN, "AWS_IAM", ",\"Cors\":{\"MaxAge\":5},\"LastModifiedTime\":\"" + TIME + "\""));

    ask(group, UPDATE, F, "{\"Cors\":{},\"InvokeMode\":\"RESPONSE_STREAM\"}");
    assertReply(
        ask(group, GET, F, ""),
        200,
        shown(ARN, "AWS_IAM", REST.replace("BUFFERED", "RESPONSE_STREAM")));
  }

  @Test
  void listWhenThereAreTwoThenBothInPages() {
    assertReply(ask(group, LIST, F, ""), 200, "{\"FunctionUrlConfigs\":[]}");
    ask(group, CREATE, LIVE, OPEN);
    ask(group, CREATE, F, OPEN);

    assertThat(ask(group, LIST, F, "").document().findValuesAsText("FunctionArn"))
        .containsExactly(ARN, ARN + ":live");
    assertThat(ask(group, LIST, "FunctionName=f?MaxItems=1", "").document().has("NextMarker"))
        .isTrue();
  }

  @Test
  void deleteWhenOfTheFunctionThenThatOfTheAliasStays() {
    ask(group, CREATE, F, OPEN);
    ask(group, CREATE, LIVE, OPEN);

    assertEmpty(ask(group, DELETE, F, ""), 204);

    assertNotFound(group, GET, F, "", NONE);
    assertThat(ask(group, GET, LIVE, "").status()).isEqualTo(200);
  }

  @Test
  void removeWhenTheAliasOrTheFunctionGoesThenItsUrlGoes() {
    ask(group, CREATE, F, OPEN);
    ask(group, CREATE, LIVE, OPEN);

    fixture.removeAlias(f, "live");
    assertThat(group.find(UrlId.of(ARN + ":live"))).isNull();
    fixture.remove(f);

    assertThat(group.find(UrlId.of(ARN))).isNull();
  }

  @Test
  void createWhenThereIsOneThenConflict() {
    ask(group, CREATE, F, OPEN);

    assertConflict(
        group,
        CREATE,
        F,
        OPEN,
        "Failed to create function url config for [functionArn = "
            + ARN
            + "]. Error message:  FunctionUrlConfig exists for this Lambda function");
  }

  @Test
  void handleWhenThereIsNoFunctionThenNotFound() {
    for (String where : new String[] {"FunctionName=no", "FunctionName=f?Qualifier=no"}) {
      assertNotFound(group, CREATE, where, OPEN, "Function does not exist");
      assertNotFound(group, UPDATE, where, OPEN, "Function does not exist");
      assertNotFound(group, GET, where, "", NONE);
      assertNotFound(group, DELETE, where, "", NONE);
    }
    assertNotFound(group, LIST, "FunctionName=no", "", "Function does not exist");
    assertNotFound(group, UPDATE, F, OPEN, NONE);
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {
        "CREATE_FUNCTION_URL_CONFIG",
        "UPDATE_FUNCTION_URL_CONFIG",
        "GET_FUNCTION_URL_CONFIG",
        "DELETE_FUNCTION_URL_CONFIG"
      })
  void handleWhenAVersionIsNamedThenTheModelsWords(Operation operation) {
    for (String version : new String[] {"1", "$LATEST"}) {
      assertInvalid(
          group,
          operation,
          F + "?Qualifier=" + version,
          OPEN,
          "1 validation error detected: Value '"
              + version
              + "' at 'qualifier' failed to satisfy constraint: Member must satisfy regular"
              + " expression pattern: ((?!^\\d+$)^[0-9a-zA-Z-_]+$)");
    }
    assertBadParameter(
        group,
        operation,
        "FunctionName=f:live?Qualifier=other",
        OPEN,
        "The derived qualifier from the function name does not match the specified qualifier.");
  }

  @Test
  void createWhenMembersBreakTheModelThenNamesThem() {
    assertInvalid(
        group,
        CREATE,
        F,
        "{\"InvokeMode\":\"X\",\"Cors\":{\"MaxAge\":86401,\"AllowMethods\":[\"OPTIONS\"]}}",
        "4 validation errors detected: Value null at 'authType' failed to satisfy constraint:"
            + " Member must not be null; Value 'X' at 'invokeMode' failed to satisfy constraint:"
            + " Member must satisfy enum value set: [BUFFERED, RESPONSE_STREAM]; Value '[OPTIONS]'"
            + " at 'cors.allowMethods' failed to satisfy constraint: Member must satisfy"
            + " constraint: [Member must have length less than or equal to 6, Member must have"
            + " length greater than or equal to 0, Member must satisfy regular expression pattern:"
            + " .*]; Value '86401' at 'cors.maxAge' failed to satisfy constraint: Member must have"
            + " value less than or equal to 86400");
  }
}
