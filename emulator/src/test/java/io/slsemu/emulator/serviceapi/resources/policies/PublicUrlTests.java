package io.slsemu.emulator.serviceapi.resources.policies;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.serviceapi.resources.CatalogFixture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicUrlTests {
  private static final String URL =
      """
      {"Sid":"url","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunctionUrl",
       "Condition":{"StringEquals":{"lambda:FunctionUrlAuthType":"NONE"}}}""";
  private static final String INVOKE =
      """
      {"Sid":"invoke","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunction",
       "Condition":{"Bool":{"lambda:InvokedViaFunctionUrl":"true"}}}""";

  private static Statements policy(String... statements) {
    return new Statements(
        Stream.of(statements).map(each -> (ObjectNode) CatalogFixture.json(each)).toList());
  }

  @Test
  void missingWhenBothStatementsAreThereThenNone() {
    assertThat(PublicUrl.missing(policy(INVOKE, URL))).isNull();
  }

  @Test
  void missingWhenOneStatementIsThereThenTheOther() {
    assertThat(PublicUrl.missing(policy(URL))).isEqualTo("lambda:InvokeFunction");
    assertThat(PublicUrl.missing(policy(INVOKE))).isEqualTo("lambda:InvokeFunctionUrl");
    assertThat(PublicUrl.missing(Statements.NONE)).isEqualTo("lambda:InvokeFunctionUrl");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lambda:*", "*"})
  void missingWhenAllActionsArePermittedThenNone(String action) {
    String statement = "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"%s\"}";

    assertThat(PublicUrl.missing(policy(statement.formatted(action)))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"StringEquals\":{\"lambda:FunctionUrlAuthType\":\"AWS_IAM\"}}",
        "{\"StringEquals\":{\"lambda:FunctionUrlAuthType\":\"NONE\","
            + "\"AWS:SourceAccount\":\"123456789012\"}}",
        "{\"ArnLike\":{\"AWS:SourceArn\":\"arn:aws:s3:::bucket\"}}"
      })
  void missingWhenAConditionIsNotMetThenTheStatementDoesNotCount(String condition) {
    ObjectNode url = (ObjectNode) CatalogFixture.json(URL);
    url.set("Condition", CatalogFixture.json(condition));

    assertThat(PublicUrl.missing(policy(url.toString(), INVOKE)))
        .isEqualTo("lambda:InvokeFunctionUrl");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"Service\":\"s3.amazonaws.com\"}", "{\"AWS\":\"arn:aws:iam::1:root\"}"})
  void missingWhenPermittedToSomebodyElseThenTheStatementDoesNotCount(String principal) {
    ObjectNode invoke = (ObjectNode) CatalogFixture.json(INVOKE);
    invoke.set("Principal", CatalogFixture.json(principal));

    assertThat(PublicUrl.missing(policy(URL, invoke.toString())))
        .isEqualTo("lambda:InvokeFunction");
  }
}
