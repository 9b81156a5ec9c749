package io.slsemu.emulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.function.LogLevel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineLevelTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"level\":\"TRACE\"}|TRACE",
        "{\"level\":\"debug\",\"message\":\"x\"}|DEBUG",
        "{\"message\":{\"level\":\"ERROR\"},\"level\":\"warn\"}|WARN",
        "{\"level\":\"WARNING\"}|WARN",
        "{\"a\":[1,{\"level\":\"DEBUG\"}],\"level\":\"error\"}|ERROR",
        "{\"level\":\"critical\"}|FATAL",
        "{\"level\":\"fatal\"}|FATAL",
        "{\"message\":\"no level\"}|INFO",
        "{\"level\":\"loud\"}|INFO",
        "{\"level\":30}|INFO",
        "{}|INFO"
      })
  void ofWhenLineIsAnObjectThenIsItsLevelOrInfo(String line, LogLevel level) {
    assertThat(LineLevel.of(line.getBytes(StandardCharsets.UTF_8))).isEqualTo(level);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text", "[1]", "\"level\"", "{\"level\":\"DEBUG\"", "{} and more"})
  void ofWhenLineIsNoObjectThenIsNull(String line) {
    assertThat(LineLevel.of(line.getBytes(StandardCharsets.UTF_8))).isNull();
  }
}
