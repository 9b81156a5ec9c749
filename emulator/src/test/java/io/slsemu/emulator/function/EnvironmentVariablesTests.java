package io.slsemu.emulator.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentVariablesTests {

  @ParameterizedTest
  @ValueSource(strings = {"_HANDLER", "AWS_REGION", "AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT"})
  @DisplayName("8.6/85: reserved names cannot be set")
  void constructorWhenNameIsReservedThenNamesIt(String name) {
    assertThatThrownBy(() -> new EnvironmentVariables(Map.of(name, "x")))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("reserved");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "1A", "_A", "A-B", "A B"})
  void constructorWhenNameIsMalformedThenSaysWhatIsRight(String name) {
    assertThatThrownBy(() -> new EnvironmentVariables(Map.of(name, "x")))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("'" + name + "'");
  }

  @Test
  void constructorWhenOverFourKilobytesThenSaysHowMuch() {
    Map<String, String> variables = Map.of("NAME", "x".repeat(4093));

    assertThatThrownBy(() -> new EnvironmentVariables(variables))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("4097 bytes");
  }

  @Test
  void constructorWhenExactlyFourKilobytesThenTakesThem() {
    Map<String, String> variables = Map.of("NAME", "x".repeat(4092));

    assertThat(new EnvironmentVariables(variables).values()).isEqualTo(variables);
  }
}
