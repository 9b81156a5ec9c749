package io.slsemu.emulator.serviceapi.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTests {
  private static final String HERE = "arn:aws:lambda:us-east-1:000000000000:function:";

  @ParameterizedTest
  @CsvSource({
    "hello, 000000000000, ",
    "hello:live, 000000000000, live",
    "hello:7, 000000000000, 7",
    "hello:$LATEST, 000000000000, $LATEST",
    "function:hello, 000000000000, ",
    "111111111111:function:hello, 111111111111, ",
    "111111111111:hello:live, 111111111111, live",
    "us-east-1:111111111111:function:hello, 111111111111, ",
    "arn:aws:lambda:us-east-1:111111111111:function:hello, 111111111111, ",
    "arn:aws:lambda:us-east-1:111111111111:function:hello:$LATEST, 111111111111, $LATEST",
    "arn:aws:lambda:us-east-1:111111111111:function:hello:live, 111111111111, live",
    "arn:aws-cn:lambda:us-east-1:111111111111:function:hello, 111111111111, ",
  })
  void ofWhenItIsAnyFormOfANameThenIsUnderstood(
      String name, String account, @Nullable String qualifier) {
    Target target = Target.of(TestCalls.HOME, name, null);

    assertThat(target.function())
        .hasToString("arn:aws:lambda:us-east-1:" + account + ":function:hello");
    assertThat(target.qualifier()).isEqualTo(qualifier);
    assertThat(target.reference().name()).isEqualTo("hello");
    assertThat(target.reference().qualifier()).isEqualTo(qualifier);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "a/b",
        "a:",
        ":a",
        "a:b:c:d:e:f:g:h",
        "a.b",
        "ä",
        "a\n",
        "arn:aws:s3:us-east-1:000000000000:function:f",
        "arn:aws:lambda:us-east-1:0000:function:f",
        "arn:aws:lambda:us-east-1:000000000000:layer:f:1",
      })
  void ofWhenItIsNoNameThenThePatternIsShown(String name) {
    assertThatThrownBy(() -> Target.of(TestCalls.HOME, name, null))
        .isInstanceOfSatisfying(
            Refused.class,
            e -> {
              assertThat(e.error().status()).isEqualTo(400);
              assertThat(e.error().name()).isEqualTo("ValidationException");
              assertThat(e.error().body())
                  .startsWith("{\"message\":\"1 validation error detected: Value '")
                  .contains(
                      "at 'functionName' failed to satisfy constraint: Member must satisfy regular"
                          + " expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?");
            });
  }

  @Test
  void ofWhenTheNameHas64CharactersThenIsTaken() {
    assertThat(Target.of(TestCalls.HOME, "n".repeat(64), null).arn())
        .isEqualTo(HERE + "n".repeat(64));
  }

  @Test
  void ofWhenTheNameIsLongerThenSaysSo() {
    String name = "n".repeat(65);

    assertThatThrownBy(() -> Target.of(TestCalls.HOME, name, null))
        .isInstanceOfSatisfying(
            Refused.class,
            e ->
                assertThat(e.error().body())
                    .isEqualTo(
                        "{\"message\":\"1 validation error detected: Value '"
                            + name
                            + "' at 'functionName' failed to satisfy constraint: Member must have"
                            + " length less than or equal to 64\"}"));
  }

  @Test
  void ofWhenTheRegionIsAnotherThenIsNotReachable() {
    assertRefused(
        "arn:aws:lambda:eu-west-1:000000000000:function:hello",
        null,
        404,
        "{\"Type\":\"User\",\"Message\":\"Functions from 'eu-west-1' are not reachable in this"
            + " region ('us-east-1')\"}");
  }

  @Test
  void ofWhenBothQualifiersDifferThenIsRefused() {
    assertRefused(
        "hello:1",
        "2",
        400,
        "{\"Type\":\"User\",\"message\":\"The derived qualifier from the function name does not"
            + " match the specified qualifier.\"}");
    assertThat(Target.of(TestCalls.HOME, "hello:1", "1").qualifier()).isEqualTo("1");
  }

  @Test
  void ofWhenTheQualifierIsMalformedThenSaysSo() {
    assertRefused(
        "hello",
        "a b",
        400,
        "{\"message\":\"1 validation error detected: Value 'a b' at 'qualifier' failed to satisfy"
            + " constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9$_-]+\"}");
  }

  @Test
  void ofWhenACallNamesItThenPathAndQueryAreRead() {
    Target target =
        Target.of(
            TestCalls.call(
                Operation.GET_FUNCTION,
                Map.of("FunctionName", "hello"),
                Map.of("Qualifier", "live"),
                ""));

    assertThat(target.arn()).isEqualTo(HERE + "hello:live");
    assertThat(target.notFound().error().body())
        .isEqualTo(
            "{\"Type\":\"User\",\"Message\":\"Function not found: " + HERE + "hello:live\"}");
  }

  private static void assertRefused(
      String name, @Nullable String qualifier, int status, String body) {
    assertThatThrownBy(() -> Target.of(TestCalls.HOME, name, qualifier))
        .isInstanceOfSatisfying(
            Refused.class,
            e -> {
              assertThat(e.error().status()).isEqualTo(status);
              assertThat(e.error().body()).isEqualTo(body);
            });
  }
}
