package io.slsemu.emulator.serviceapi.resources.policies;

import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.ask;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertEmpty;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slsemu.emulator.serviceapi.operation.Reply;
import io.slsemu.emulator.serviceapi.resources.CatalogFixture;
import org.junit.jupiter.api.Test;

class FunctionPoliciesTests extends FunctionPoliciesFixture {
  @Test
  void addWhenForAServiceThenRendersAsTheServiceDoes() {
    String request = request("s3", "s3.amazonaws.com", ",\"SourceArn\":\"arn:aws:s3:::bucket\"");

    Reply reply = ask(group, ADD, F, request);

    String statement =
        "{\"Sid\":\"s3\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"s3.amazonaws.com\"},"
            + "\"Action\":\"lambda:InvokeFunction\",\"Resource\":\""
            + ARN
            + "\",\"Condition\":{\"ArnLike\":{\"AWS:SourceArn\":\"arn:aws:s3:::bucket\"}}}";
    assertThat(reply.document().path("Statement").textValue()).isEqualTo(statement);
    JsonNode policy = ask(group, GET, F, "").document();
    assertThat(policy.path("Policy").textValue())
        .isEqualTo(
            "{\"Version\":\"2012-10-17\",\"Id\":\"default\",\"Statement\":[" + statement + "]}");
    assertThat(policy.path("RevisionId").textValue())
        .isEqualTo("new-1")
        .isEqualTo(fixture.revision(f));
  }

  @Test
  void addWhenForAnAccountOrAUserOrAnybodyThenNamesThem() {
    assertThat(added(F, request("a", "123456789012", "")).path("Principal"))
        .isEqualTo(CatalogFixture.json("{\"AWS\":\"arn:aws:iam::123456789012:root\"}"));
    assertThat(added(F, request("b", "arn:aws:iam::123456789012:user/u", "")).path("Principal"))
        .isEqualTo(CatalogFixture.json("{\"AWS\":\"arn:aws:iam::123456789012:user/u\"}"));
    assertThat(added(F, request("c", "*", "")).path("Principal").textValue()).isEqualTo("*");
  }

  @Test
  void addWhenThereAreConditionsThenAllAreRendered() {
    JsonNode statement =
        added(
            F,
            """
            {"StatementId":"url","Action":"lambda:InvokeFunctionUrl","Principal":"*",
             "SourceArn":"arn:aws:s3:::b","SourceAccount":"123456789012",
             "FunctionUrlAuthType":"NONE","PrincipalOrgID":"o-1234567890"}""");

    assertThat(statement)
        .isEqualTo(
            statement(
                "url",
                "\"*\"",
                "lambda:InvokeFunctionUrl",
                ARN,
                """
                ,"Condition":{"StringEquals":{"AWS:SourceAccount":"123456789012",
                "lambda:FunctionUrlAuthType":"NONE","aws:PrincipalOrgID":"o-1234567890"},
                "ArnLike":{"AWS:SourceArn":"arn:aws:s3:::b"}}"""));
  }

  @Test
  void addWhenATokenOrTheUrlIsTheConditionThenTheseAreRendered() {
    assertThat(
            added(F, request("a", "*", ",\"EventSourceToken\":\"amzn1.ask.skill.x\""))
                .path("Condition"))
        .isEqualTo(
            CatalogFixture.json(
                "{\"StringEquals\":{\"lambda:EventSourceToken\":\"amzn1.ask.skill.x\"}}"));
    assertThat(added(F, request("b", "*", ",\"InvokedViaFunctionUrl\":true")).path("Condition"))
        .isEqualTo(CatalogFixture.json("{\"Bool\":{\"lambda:InvokedViaFunctionUrl\":\"true\"}}"));
  }

  @Test
  void addWhenToAnAliasThenItHasItsOwnPolicyAndRevision() {
    JsonNode statement = added(F + "?Qualifier=live", S3);

    assertThat(statement.path("Resource").textValue()).isEqualTo(ARN + ":live");
    assertThat(fixture.catalog.alias(f, "live").revisionId()).isEqualTo("new-1");
    assertNoPolicy(F);
    fixture.alias(f, "live", "1");
    assertThat(group.of(f, "live").statements()).hasSize(1);
  }

  @Test
  void addWhenToAVersionThenItHasItsOwnPolicyAndRevision() {
    added("FunctionName=f:1", S3);

    assertThat(ask(group, GET, "FunctionName=f:1", "").document().path("RevisionId").textValue())
        .isEqualTo("new-1")
        .isEqualTo(fixture.catalog.find(f).version("1").text("RevisionId"));
  }

  @Test
  void removeWhenThereAreTwoThenTheOtherStays() {
    added(F, S3);
    added(F, request("sqs", "sqs.amazonaws.com", ""));

    assertEmpty(ask(group, REMOVE, F + "&StatementId=sqs", ""), 204);

    assertThat(group.of(f, null).statements()).hasSize(1);
    assertEmpty(ask(group, REMOVE, F + "&StatementId=s3?RevisionId=new-3", ""), 204);
    assertNoPolicy(F);
    assertThat(fixture.revision(f)).isEqualTo("new-4");
  }

  @Test
  void removeAliasWhenItHasAPolicyThenThatGoes() {
    added(F + "?Qualifier=live", S3);

    fixture.removeAlias(f, "live");
    fixture.alias(f, "live", "1");

    assertNoPolicy(F + "?Qualifier=live");
  }
}
