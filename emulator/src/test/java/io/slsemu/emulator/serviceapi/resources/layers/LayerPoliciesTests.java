package io.slsemu.emulator.serviceapi.resources.layers;

import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.PREFIX;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.ask;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertConflict;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertEmpty;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertInvalid;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertNotFound;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slsemu.emulator.serviceapi.operation.Operation;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayerPoliciesTests extends LayersFixture {
  private static final Operation ADD = Operation.ADD_LAYER_VERSION_PERMISSION;
  private static final Operation REMOVE = Operation.REMOVE_LAYER_VERSION_PERMISSION;
  private static final Operation POLICY = Operation.GET_LAYER_VERSION_POLICY;
  private static final String PERMISSION =
      "{\"StatementId\":\"s1\",\"Action\":\"lambda:GetLayerVersion\",\"Principal\":\"*\"}";

  private LayerPolicies policies;

  @BeforeEach
  void countRevisions() {
    AtomicInteger number = new AtomicInteger();
    policies = new LayerPolicies(fixture.catalog, () -> "revision-" + number.incrementAndGet());
  }

  @Test
  void addPermissionWhenThereIsALayerThenItHasAPolicy() {
    ask(group, PUBLISH, L, body(""));
    String statement =
        "{\"Sid\":\"s1\",\"Effect\":\"Allow\",\"Principal\":\"*\","
            + "\"Action\":\"lambda:GetLayerVersion\",\"Resource\":\""
            + ARN
            + ":1\"}";

    JsonNode added = ask(policies, ADD, ONE, PERMISSION).document();

    assertThat(added.path("Statement").asText()).isEqualTo(statement);
    assertThat(added.path("RevisionId").asText()).isEqualTo("revision-1");
    JsonNode policy = ask(policies, POLICY, ONE, "").document();
    assertThat(policy.path("Policy").asText())
        .isEqualTo(
            "{\"Version\":\"2012-10-17\",\"Id\":\"default\",\"Statement\":[" + statement + "]}");
    assertThat(policy.path("RevisionId").asText()).isEqualTo("revision-1");
  }

  @Test
  void addPermissionWhenForAnAccountOfAnOrganizationThenBothAreRendered() {
    ask(group, PUBLISH, L, body(""));

    String statement =
        ask(
                policies,
                ADD,
                ONE,
                PERMISSION
                    .replace("*", "111122223333")
                    .replace("}", ",\"OrganizationId\":\"o-1234567890\"}"))
            .document()
            .path("Statement")
            .asText();

    assertThat(statement)
        .contains("\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"}")
        .endsWith("\"Condition\":{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-1234567890\"}}}");
  }

  @Test
  void removePermissionWhenItIsTheLastThenThereIsNoPolicy() {
    ask(group, PUBLISH, L, body(""));
    ask(policies, ADD, ONE, PERMISSION);
    ask(policies, ADD, ONE, PERMISSION.replace("s1", "s2"));

    assertEmpty(ask(policies, REMOVE, ONE + "&StatementId=s2", ""), 204);
    assertNotFound(
        policies,
        REMOVE,
        ONE + "&StatementId=s2",
        "",
        "Statement s2 is not found in resource policy.");
    assertEmpty(ask(policies, REMOVE, ONE + "&StatementId=s1", ""), 204);

    assertNotFound(policies, POLICY, ONE, "", "No policy is associated with the given resource.");
  }

  @Test
  void addPermissionWhenItCannotBeThenTheServicesWords() {
    ask(group, PUBLISH, L, body(""));
    ask(policies, ADD, ONE, PERMISSION);
    String revision =
        "{\"Type\":\"User\",\"message\":\"The Revision Id provided does not match the latest"
            + " Revision Id. Call the GetLayerPolicy API to retrieve the latest Revision Id\"}";

    assertConflict(
        policies,
        ADD,
        ONE,
        PERMISSION,
        "The statement id (s1) provided already exists. Please provide a new statement id, or"
            + " remove the existing statement.");
    assertRefused(
        policies,
        ADD,
        ONE + "?RevisionId=wrong",
        PERMISSION.replace("s1", "s2"),
        412,
        "PreconditionFailedException",
        revision);
    assertRefused(
        policies,
        REMOVE,
        ONE + "&StatementId=s1?RevisionId=wrong",
        "",
        412,
        "PreconditionFailedException",
        revision);
    assertInvalid(
        policies,
        ADD,
        ONE,
        PERMISSION.replace("lambda:GetLayerVersion", "*"),
        "1 validation error detected: Value '*' at 'action' failed to satisfy constraint: Member"
            + " must satisfy regular expression pattern: lambda:GetLayerVersion");
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {
        "ADD_LAYER_VERSION_PERMISSION",
        "REMOVE_LAYER_VERSION_PERMISSION",
        "GET_LAYER_VERSION_POLICY"
      })
  void handlePolicyWhenThereIsNoLayerThenNotFound(Operation operation) {
    assertNotFound(
        policies,
        operation,
        "LayerName=no&VersionNumber=1&StatementId=s",
        PERMISSION,
        "Layer version " + PREFIX + "layer:no:1 does not exist.");
  }
}
