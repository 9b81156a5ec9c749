package io.slsemu.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.cli.exit.CommandFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordsTests {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "app.handler|app.handler",
        "  a   b\t c |a;b;c",
        "'a b' \"c d\"|a b;c d",
        "a'b 'c\"d \"e|ab cd e",
        "a\\ b|a b",
        "'\\n'|\\n",
        "\"a \\\"b\\\" \\\\ \\n\"|a \"b\" \\ \\n",
        "''|``",
        "a '' b|a;;b",
        "trailing\\|trailing\\",
        " [\"a b\", \"\"] |a b;",
      })
  void wordsWhenSplitThenAsAShellOrJsonHasThem(String text, String words) {
    assertThat(String.join(";", ShellWords.of("--command", text))).isEqualTo(words);
  }

  @Test
  void wordsWhenOnlyAnEmptyQuoteThenOneEmptyWord() {
    assertThat(ShellWords.of("--command", "''")).containsExactly("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "[]"})
  void wordsWhenThereAreNoneThenRefused(String text) {
    assertThatThrownBy(() -> ShellWords.of("--command", text))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("--command is empty");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'a|has no closing '",
        "b \"a|has no closing \"",
        "[\"a\"|is not a JSON array of strings",
        "[\"a\", {\"b\":1}]|it holds {\"b\":1}",
        "[null]|it holds null",
      })
  void wordsWhenMalformedThenRefused(String text, String reason) {
    assertThatThrownBy(() -> ShellWords.of("--entrypoint", text))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("--entrypoint ")
        .hasMessageContaining(reason);
  }
}
