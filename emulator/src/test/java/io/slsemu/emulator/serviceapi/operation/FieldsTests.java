package io.slsemu.emulator.serviceapi.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTests {

  @Test
  void readWhenAllIsGoodThenGivesTheValues() {
    Fields fields =
        fields(
            """
            {"Text":"t","Number":3,"Yes":true,"List":["a","b"],"Map":{"k":"v"},"In":{"Text":"u"},
             "Null":null}""");

    assertThat(fields.text("Text")).isEqualTo("t");
    assertThat(fields.number("Number", 1, 3)).isEqualTo(3);
    assertThat(fields.flag("Yes")).isTrue();
    assertThat(fields.flag("No")).isFalse();
    assertThat(fields.texts("List")).containsExactly("a", "b");
    assertThat(fields.map("Map")).isEqualTo(Map.of("k", "v"));
    assertThat(Objects.requireNonNull(fields.object("In")).text("Text")).isEqualTo("u");
    assertThat(fields.has("Null")).isFalse();
    assertThat(fields.text("Null")).isNull();
    fields.check();
  }

  @Test
  void checkWhenMuchIsWrongThenNamesAllOfItInOrder() {
    Fields fields = fields("{\"MemorySize\":127,\"Handler\":\"a b\",\"In\":{\"Size\":20}}");
    fields.require("Role");
    fields.number("MemorySize", 128, 10_240);
    fields.text("Handler", Pattern.compile("[^\\s]+"));
    Objects.requireNonNull(fields.object("In")).number("Size", 1, 10);

    assertRefused(
        fields::check,
        "ValidationException",
        "{\"message\":\"4 validation errors detected: "
            + "Value null at 'role' failed to satisfy constraint: Member must not be null; "
            + "Value '127' at 'memorySize' failed to satisfy constraint: Member must have value"
            + " greater than or equal to 128; "
            + "Value 'a b' at 'handler' failed to satisfy constraint: Member must satisfy regular"
            + " expression pattern: [^\\\\s]+; "
            + "Value '20' at 'in.size' failed to satisfy constraint: Member must have value less"
            + " than or equal to 10\"}");
  }

  @Test
  void checkWhenAWordIsUnknownThenTheWordsAreNamed() {
    Fields fields = fields("{\"Mode\":\"Off\"}");
    fields.oneOf("Mode", List.of("Active", "PassThrough"));

    assertRefused(
        fields::check,
        "ValidationException",
        "{\"message\":\"1 validation error detected: Value 'Off' at 'mode' failed to satisfy"
            + " constraint: Member must satisfy enum value set: [Active, PassThrough]\"}");
  }

  @Test
  void checkWhenTheTextIsTheWordNullThenIsQuoted() {
    Fields fields = fields("{\"Name\":\"null\"}");
    fields.text("Name", 5, 10);

    assertThatThrownBy(fields::check)
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.error().body()).contains("Value 'null' at 'name'"));
  }

  static Stream<Arguments> wrongTypes() {
    return Stream.of(
        wrong(fields -> fields.text("X"), "NUMBER value can not be converted to String", "1"),
        wrong(fields -> fields.text("X"), "OBJECT value can not be converted to String", "{}"),
        wrong(
            fields -> fields.number("X"), "STRING value can not be converted to Integer", "\"1\""),
        wrong(fields -> fields.number("X"), "NUMBER value can not be converted to Integer", "1.5"),
        wrong(fields -> fields.number("X"), "NUMBER value can not be converted to Integer", "1e99"),
        wrong(
            fields -> fields.number("X"),
            "NUMBER value can not be converted to Integer",
            "99999999999999999999999"),
        wrong(
            fields -> fields.flag("X"), "STRING value can not be converted to Boolean", "\"yes\""),
        wrong(fields -> fields.object("X"), "ARRAY value can not be converted to Object", "[]"),
        wrong(fields -> fields.texts("X"), "OBJECT value can not be converted to List", "{}"),
        wrong(fields -> fields.texts("X"), "NULL value can not be converted to String", "[null]"),
        wrong(
            fields -> fields.map("X"), "NUMBER value can not be converted to String", "{\"a\":1}"));
  }

  private static Arguments wrong(Consumer<Fields> read, String reason, String json) {
    return Arguments.of(read, reason, json);
  }

  @ParameterizedTest(name = "{2}: {1}")
  @MethodSource("wrongTypes")
  void readWhenTheTypeIsWrongThenEnds(Consumer<Fields> read, String reason, String json) {
    Fields fields = fields("{\"X\":" + json + "}");

    assertRefused(
        () -> read.accept(fields),
        "SerializationException",
        "{\"Type\":\"User\",\"Message\":\"" + reason + "\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "null", "\"x\"", "{", "{}{}", "{\"a\":}", "nope", "{'a':1}"})
  void documentWhenItIsNoObjectThenIsRefused(String body) {
    assertThatThrownBy(() -> fields(body))
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.error().name()).isEqualTo("SerializationException"));
  }

  @Test
  void documentWhenItIsNestedTooDeeplyThenIsRefused() {
    String body = "{\"a\":" + "[".repeat(100_000);

    assertThatThrownBy(() -> fields(body)).isInstanceOf(Refused.class);
  }

  private static Fields fields(String body) {
    return new Fields(
        TestCalls.call(Operation.CREATE_FUNCTION, Map.of(), Map.of(), body).document());
  }

  private static void assertRefused(Runnable read, String name, String body) {
    assertThatThrownBy(read::run)
        .isInstanceOfSatisfying(
            Refused.class,
            e -> {
              assertThat(e.error().status()).isEqualTo(400);
              assertThat(e.error().name()).isEqualTo(name);
              assertThat(e.error().body()).isEqualTo(body);
            });
  }
}
