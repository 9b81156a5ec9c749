package io.slsemu.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.cli.exit.CommandFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ValuesTests {
  @ParameterizedTest
  @CsvSource({"500ms,500", "2s,2000", "1.5s,1500", "1m,60000", "1h,3600000", "0,0", "0s,0"})
  void durationWhenWellFormedThenMillis(String text, long millis) {
    assertThat(new HumanDuration().convert(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "ms", "-1s", "1e3s", "2 s", "1.2.3s", "s", "NaNs"})
  void durationWhenMalformedThenRefused(String text) {
    assertThatThrownBy(() -> new HumanDuration().convert(text))
        .isInstanceOf(TypeConversionException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1,\"b\":2}|{\"b\":2.0,\"a\":1}|",
        "[1,2]|[2,1]|$[0]: expected 1, got 2",
        "{\"a\":{\"b\":1}}|{\"a\":{}}|$.a.b: expected 1, but it is missing",
        "{}|{\"x\":[]}|$.x: not expected, got []",
        "[1]|[1,2]|$: expected 1 elements, got 2",
        "null|0|$: expected null, got 0",
        "\"1\"|1|$: expected \"1\", got 1",
        "1e2|100|",
      })
  void differenceWhenComparedThenFirstOneOrNone(String expected, String actual, String found) {
    assertThat(JsonDifference.between(Json.read(bytes(expected)), Json.read(bytes(actual))))
        .isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":}|Unexpected character ('}' (code 125)) at line 1, column 6",
        "{} {}|a second document begins at line 1, column 4",
        "hello|Unrecognized token 'hello' at line 1, column 1",
        "[1,|Unexpected end-of-input",
      })
  void faultWhenNotJsonThenSaysWhere(String text, String fault) {
    assertThat(Json.fault(bytes(text))).startsWith(fault);
  }

  @Test
  void clientContextWhenJsonOrBase64ThenJson() {
    String json = "{\"custom\":{\"k\":\"v\"}}";
    String encoded = Base64.getEncoder().encodeToString(bytes(json));

    assertThat(ClientContext.decode(json)).isEqualTo(json);
    assertThat(ClientContext.decode(encoded)).isEqualTo(json);
  }

  @Test
  void clientContextWhenOverLimitThenRefused() {
    // 2,685 bytes are 3,580 in base64, one more is 3,584: the limit is 3,583.
    String longest = "\"" + "x".repeat(2_683) + "\"";

    assertThat(ClientContext.decode(longest)).hasSize(2_685);
    assertThatThrownBy(() -> ClientContext.decode(longest.replace("x\"", "xx\"")))
        .hasMessageContaining("3584");
  }

  @Test
  void samVariablesWhenBothSectionsThenFunctionsOwnWins() {
    byte[] text =
        bytes(
            "{\"Parameters\":{\"A1\":1,\"B1\":true},\"fn\":{\"A1\":\"mine\"},\"other\":{\"X1\":1}}");

    assertThat(SamVariables.parse("f", text, "fn")).isEqualTo(Map.of("A1", "mine", "B1", "true"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{\"Parameters\":1}", "{\"fn\":{\"A\":[]}}", "nope"})
  void samVariablesWhenOfAnotherShapeThenRefused(String text) {
    assertThatThrownBy(() -> SamVariables.parse("f", bytes(text), "fn"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("--env-vars f");
  }

  @Test
  void nearestWhenSimilarThenItElseNone() {
    List<String> names = List.of("--memory", "--payload", "--parallel");

    assertThat(NearestName.of("--memroy", names)).isEqualTo("--memory");
    assertThat(NearestName.of("--paralel", names)).isEqualTo("--parallel");
    assertThat(NearestName.of("--xyz", names)).isNull();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
