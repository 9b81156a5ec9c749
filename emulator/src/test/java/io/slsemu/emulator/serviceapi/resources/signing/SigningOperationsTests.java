package io.slsemu.emulator.serviceapi.resources.signing;

import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.PREFIX;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.ask;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertEmpty;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertInvalid;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertNotFound;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertRefused;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.resources.CatalogFixture;
import io.slsemu.emulator.serviceapi.resources.FunctionFixture;
import io.slsemu.emulator.serviceapi.resources.tags.Tags;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SigningOperationsTests extends FunctionFixture {
  private static final Operation CREATE = Operation.CREATE_CODE_SIGNING_CONFIG;
  private static final Operation UPDATE = Operation.UPDATE_CODE_SIGNING_CONFIG;
  private static final Operation GET = Operation.GET_CODE_SIGNING_CONFIG;
  private static final Operation DELETE = Operation.DELETE_CODE_SIGNING_CONFIG;
  private static final Operation LIST = Operation.LIST_CODE_SIGNING_CONFIGS;
  private static final Operation FUNCTIONS = Operation.LIST_FUNCTIONS_BY_CODE_SIGNING_CONFIG;
  private static final Operation PUT = Operation.PUT_FUNCTION_CODE_SIGNING_CONFIG;
  private static final Operation GET_OF = Operation.GET_FUNCTION_CODE_SIGNING_CONFIG;
  private static final Operation DELETE_OF = Operation.DELETE_FUNCTION_CODE_SIGNING_CONFIG;
  private static final String PROFILE =
      "arn:aws:signer:us-east-1:123456789012:/signing-profiles/test";
  private static final String NO = PREFIX + "code-signing-config:csc-0123456789abcdef0";
  private static final String F = "FunctionName=f";

  private Tags tags;
  private SigningConfigs configs;
  private SigningOperations group;
  private FunctionSigning functions;

  @BeforeEach
  void open() {
    tags = new Tags(fixture.catalog);
    configs = new SigningConfigs(fixture.catalog);
    group = new SigningOperations(fixture.catalog, configs, tags, CatalogFixture.CLOCK);
    functions = new FunctionSigning(fixture.catalog, configs);
  }

  private static String body(String more) {
    return "{\"AllowedPublishers\":{\"SigningProfileVersionArns\":[\""
        + PROFILE
        + "\"]}"
        + more
        + "}";
  }

  private String create(String policy) {
    return ask(
            group,
            CREATE,
            "",
            body(",\"CodeSigningPolicies\":{\"UntrustedArtifactOnDeployment\":\"" + policy + "\"}"))
        .document()
        .path("CodeSigningConfig")
        .path("CodeSigningConfigArn")
        .asText();
  }

  private static String shown(String arn, String policy, String description) {
    return """
    {"CodeSigningConfig":{"CodeSigningConfigId":"%s","CodeSigningConfigArn":"%s",
     "Description":"%s","AllowedPublishers":{"SigningProfileVersionArns":["%s"]},
     "CodeSigningPolicies":{"UntrustedArtifactOnDeployment":"%s"},
     "LastModified":"2026-11-21T10:20:30.456+0000"}}"""
        .formatted(arn.substring(arn.lastIndexOf(':') + 1), arn, description, PROFILE, policy);
  }

  @Test
  void createWhenOnlyPublishersAreNamedThenItWarns() {
    var reply = ask(group, CREATE, "", body(",\"Tags\":{\"k\":\"v\"}"));

    String arn = reply.document().path("CodeSigningConfig").path("CodeSigningConfigArn").asText();
    assertThat(arn).matches(PREFIX + "code-signing-config:csc-[a-z0-9]{17}");
    assertReply(reply, 201, shown(arn, "Warn", ""));
    assertReply(ask(group, GET, "CodeSigningConfigArn=" + arn, ""), 200, shown(arn, "Warn", ""));
    assertThat(tags.of(arn)).isEqualTo(Map.of("k", "v"));
    assertThat(configs.isThere(arn)).isTrue();
  }

  @Test
  void updateWhenThereIsOneThenKeepsWhatIsNotNamed() {
    String arn = create("Enforce");

    assertReply(
        ask(group, UPDATE, "CodeSigningConfigArn=" + arn, "{\"Description\":\"d\"}"),
        200,
        shown(arn, "Enforce", "d"));
    assertReply(
        ask(
            group,
            UPDATE,
            "CodeSigningConfigArn=" + arn,
            "{\"CodeSigningPolicies\":{\"UntrustedArtifactOnDeployment\":\"Warn\"}}"),
        200,
        shown(arn, "Warn", "d"));
  }

  @Test
  void putWhenAFunctionGetsOneThenBothKnow() {
    String arn = create("Enforce");
    String body = "{\"CodeSigningConfigArn\":\"" + arn + "\"}";
    String shown = "{\"CodeSigningConfigArn\":\"" + arn + "\",\"FunctionName\":\"f\"}";
    assertReply(ask(functions, GET_OF, F, ""), 200, "{}");

    assertReply(ask(functions, PUT, F, body), 200, shown);

    assertReply(ask(functions, GET_OF, F, ""), 200, shown);
    assertReply(
        ask(group, FUNCTIONS, "CodeSigningConfigArn=" + arn, ""),
        200,
        "{\"FunctionArns\":[\"" + f + "\"]}");
    assertThat(configs.refusesUnsigned(f)).isTrue();
    assertEmpty(ask(functions, DELETE_OF, F, ""), 204);
    assertThat(configs.refusesUnsigned(f)).isFalse();
    assertEmpty(ask(functions, DELETE_OF, F, ""), 204);
  }

  @Test
  void requireUnsignedWhenSignaturesAreEnforcedThenTheServicesWords() {
    configs.requireUnsigned(f);

    assertThatThrownBy(() -> configs.sign(f, create("Enforce")))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.error().status()).isEqualTo(400);
              assertThat(refused.error().name()).isEqualTo("CodeVerificationFailedException");
              assertThat(refused.error().body())
                  .isEqualTo(
                      "{\"Type\":\"User\",\"Message\":\"Lambda cannot deploy the function. The"
                          + " function or layer might be signed using a signature that the client"
                          + " is not configured to accept. Check the provided signature for"
                          + " f.\"}");
            });
    configs.sign(f, create("Warn"));
  }

  @Test
  void deleteWhenAFunctionHasItThenConflict() {
    String arn = create("Warn");
    ask(functions, PUT, F, "{\"CodeSigningConfigArn\":\"" + arn + "\"}");

    assertThat(CatalogFixture.refusal(group, DELETE, "CodeSigningConfigArn=" + arn, "").status())
        .isEqualTo(409);
    fixture.remove(f);

    assertEmpty(ask(group, DELETE, "CodeSigningConfigArn=" + arn, ""), 204);
    assertReply(ask(group, LIST, "", ""), 200, "{\"CodeSigningConfigs\":[]}");
  }

  @Test
  void listWhenThereAreSomeThenShowsThem() {
    create("Warn");
    create("Enforce");

    JsonNode listed = ask(group, LIST, "", "").document().path("CodeSigningConfigs");

    assertThat(listed.findValuesAsText("UntrustedArtifactOnDeployment"))
        .containsExactlyInAnyOrder("Warn", "Enforce");
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {
        "UPDATE_CODE_SIGNING_CONFIG",
        "GET_CODE_SIGNING_CONFIG",
        "DELETE_CODE_SIGNING_CONFIG",
        "LIST_FUNCTIONS_BY_CODE_SIGNING_CONFIG"
      })
  void handleWhenThereIsNoneThenNotFound(Operation operation) {
    assertRefused(
        group,
        operation,
        "CodeSigningConfigArn=" + NO,
        "{}",
        404,
        "ResourceNotFoundException",
        "{\"Message\":\"The Lambda code signing configuration " + NO + " can not be found.\"}");
  }

  @Test
  void putWhenThereIsNoConfigOrNoFunctionThenNotFound() {
    String arn = create("Warn");
    String words = "Function not found: " + PREFIX + "function:no";

    for (String where : new String[] {F, "FunctionName=no"}) {
      assertRefused(
          functions,
          PUT,
          where,
          "{\"CodeSigningConfigArn\":\"" + NO + "\"}",
          404,
          "CodeSigningConfigNotFoundException",
          "{\"Type\":\"User\",\"Message\":\"The code signing configuration cannot be found. Check"
              + " that the provided configuration is not deleted: "
              + NO
              + ".\"}");
    }
    assertNotFound(
        functions, PUT, "FunctionName=no", "{\"CodeSigningConfigArn\":\"" + arn + "\"}", words);
    assertNotFound(functions, GET_OF, "FunctionName=no", "", words);
    assertNotFound(functions, DELETE_OF, "FunctionName=no", "", words);
  }

  @Test
  void createWhenMembersBreakTheModelThenNamesThem() {
    assertInvalid(
        group,
        CREATE,
        "",
        "{\"CodeSigningPolicies\":{\"UntrustedArtifactOnDeployment\":\"X\"}}",
        "2 validation errors detected: Value null at 'allowedPublishers' failed to satisfy"
            + " constraint: Member must not be null; Value 'X' at"
            + " 'codeSigningPolicies.untrustedArtifactOnDeployment' failed to satisfy constraint:"
            + " Member must satisfy enum value set: [Warn, Enforce]");
    assertInvalid(
        group,
        CREATE,
        "",
        "{\"AllowedPublishers\":{\"SigningProfileVersionArns\":[]}}",
        "1 validation error detected: Value '[]' at"
            + " 'allowedPublishers.signingProfileVersionArns' failed to satisfy constraint: Member"
            + " must have length greater than or equal to 1");
  }
}
