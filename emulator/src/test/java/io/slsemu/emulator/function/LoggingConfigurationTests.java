package io.slsemu.emulator.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.function.LoggingConfiguration.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoggingConfigurationTests {

  @Test
  void jsonWhenNoLevelsAreGivenThenBothAreInfo() {
    assertThat(LoggingConfiguration.json())
        .isEqualTo(new LoggingConfiguration(Format.JSON, LogLevel.INFO, LogLevel.INFO));
  }

  @Test
  void newWhenTextHasALevelThenIsRefused() {
    assertThatThrownBy(() -> new LoggingConfiguration(Format.TEXT, LogLevel.INFO, null))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("text");
  }

  @ParameterizedTest
  @EnumSource(names = {"TRACE", "ERROR", "FATAL"})
  void newWhenSystemLevelIsNoneOfTheThreeThenIsRefused(LogLevel level) {
    assertThatThrownBy(() -> new LoggingConfiguration(Format.JSON, null, level))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(level.name());
  }
}
