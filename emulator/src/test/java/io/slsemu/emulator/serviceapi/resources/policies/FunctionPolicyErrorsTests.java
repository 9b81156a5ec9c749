package io.slsemu.emulator.serviceapi.resources.policies;

import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.PREFIX;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertBadParameter;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertConflict;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertInvalid;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertNotFound;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertRefused;

import org.junit.jupiter.api.Test;

class FunctionPolicyErrorsTests extends FunctionPoliciesFixture {
  @Test
  void addWhenTheSidIsTakenThenConflict() {
    added(F, S3);

    assertConflict(
        group,
        ADD,
        F,
        S3,
        "The statement id (s3) provided already exists. Please provide a new statement id, or"
            + " remove the existing statement.");
  }

  @Test
  void addAndRemoveWhenTheRevisionIsAnOtherThenPreconditionFailed() {
    String body =
        "{\"Type\":\"User\",\"message\":\"The Revision Id provided does not match the latest"
            + " Revision Id. Call the GetPolicy API to retrieve the latest Revision Id\"}";

    assertRefused(
        group,
        ADD,
        F,
        request("x", "*", ",\"RevisionId\":\"wrong\""),
        412,
        "PreconditionFailedException",
        body);
    added(F, request("s3", "*", ",\"RevisionId\":\"" + fixture.revision(f) + "\""));
    assertRefused(
        group,
        REMOVE,
        F + "&StatementId=s3?RevisionId=wrong",
        "",
        412,
        "PreconditionFailedException",
        body);
  }

  @Test
  void addWhenThePolicyGetsTooLongThenIsRefused() {
    String source = ",\"SourceArn\":\"arn:aws:s3:::" + "b".repeat(20_400) + "\"";

    assertRefused(
        group,
        ADD,
        F,
        request("s3", "s3.amazonaws.com", source),
        400,
        "PolicyLengthExceededException",
        "{\"Type\":\"User\",\"message\":\"The final policy size (20679) is bigger than the limit"
            + " (20480).\"}");
  }

  @Test
  void addWhenMembersBreakTheModelThenNamesThem() {
    assertInvalid(
        group,
        ADD,
        F,
        request("example.com", "*", ""),
        "1 validation error detected: Value 'example.com' at 'statementId' failed to satisfy"
            + " constraint: Member must satisfy regular expression pattern: ([a-zA-Z0-9-_]+)");
    assertInvalid(
        group,
        ADD,
        F,
        "{\"StatementId\":\"s\",\"Action\":\"x\"}",
        "2 validation errors detected: Value null at 'principal' failed to satisfy constraint:"
            + " Member must not be null; Value 'x' at 'action' failed to satisfy constraint:"
            + " Member must satisfy regular expression pattern:"
            + " (lambda:[*]|lambda:[a-zA-Z]+|[*])");
    assertInvalid(
        group,
        ADD,
        F + "?Qualifier=with-?-char",
        S3,
        "1 validation error detected: Value 'with-?-char' at 'qualifier' failed to satisfy"
            + " constraint: Member must satisfy regular expression pattern:"
            + " \\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+");
  }

  @Test
  void addWhenTheServiceHasWordsOfItsOwnThenTheseAreThey() {
    assertBadParameter(
        group,
        ADD,
        F,
        request("s", "invalid.nonaws.com", ""),
        "The provided principal was invalid. Please check the principal and try again.");
    assertBadParameter(
        group,
        ADD,
        F + "?Qualifier=$LATEST",
        S3,
        "We currently do not support adding policies for $LATEST.");
    assertBadParameter(
        group,
        ADD,
        F,
        request("s", "*", ",\"FunctionUrlAuthType\":\"NONE\""),
        "FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action");
    assertBadParameter(
        group,
        ADD,
        "FunctionName=f:1?Qualifier=live",
        S3,
        "The derived qualifier from the function name does not match the specified qualifier.");
  }

  @Test
  void addWhenItIsNotThereThenNotFound() {
    assertNotFound(
        group, ADD, "FunctionName=no", S3, "Function not found: " + PREFIX + "function:no");
    assertNotFound(group, ADD, F + "?Qualifier=42", S3, "Function not found: " + ARN + ":42");
    assertNotFound(
        group, ADD, F + "?Qualifier=with-$", S3, "Function not found: " + ARN + ":with-$");
    assertNotFound(group, ADD, F + "?Qualifier=no", S3, "Cannot find alias arn: " + ARN + ":no");
  }

  @Test
  void removeWhenItIsNotThereThenNotFound() {
    assertNotFound(
        group,
        REMOVE,
        "FunctionName=no&StatementId=s",
        "",
        "No policy found for: " + PREFIX + "function:no");
    assertNotFound(
        group,
        REMOVE,
        F + "&StatementId=s?Qualifier=no",
        "",
        "Cannot find alias arn: " + ARN + ":no");
    assertNotFound(
        group,
        REMOVE,
        F + "&StatementId=s",
        "",
        "No policy is associated with the given resource.");
    added(F, S3);
    assertNotFound(
        group, REMOVE, F + "&StatementId=s", "", "Statement s is not found in resource policy.");
  }

  @Test
  void getWhenItIsNotThereThenNotFound() {
    assertNoPolicy(F);
    assertNoPolicy("FunctionName=no");
    assertNoPolicy("FunctionName=f?Qualifier=42");
  }
}
