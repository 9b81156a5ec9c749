package io.slsemu.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotenvTests {
  @Test
  void parseWhenEveryFormThenValuesAsMeant() {
    String text =
        """
        # a comment
        PLAIN=value
          SPACED = around it  \s

        export EXPORTED=yes
        HASH=a#b # a comment
        EMPTY=
        SINGLE='as $it \\n stands # here'  # comment
        DOUBLE="tab\\tquote\\" dollar\\$ other\\d"
        MULTI="one
        two"
        EQUALS=a=b=c
        LAST=first
        LAST=second""";

    Map<String, String> variables = Dotenv.parse("f", text);

    assertThat(variables)
        .containsEntry("PLAIN", "value")
        .containsEntry("SPACED", "around it")
        .containsEntry("EXPORTED", "yes")
        .containsEntry("HASH", "a#b")
        .containsEntry("EMPTY", "")
        .containsEntry("SINGLE", "as $it \\n stands # here")
        .containsEntry("DOUBLE", "tab\tquote\" dollar$ other\\d")
        .containsEntry("MULTI", "one\ntwo")
        .containsEntry("EQUALS", "a=b=c")
        .containsEntry("LAST", "second")
        .hasSize(10);
  }

  @Test
  void parseWhenWindowsLineEndsAndBomThenTheSame() {
    assertThat(Dotenv.parse("f", "\uFEFFA1=1\r\nB1=\"2\"\r\n\r\n"))
        .isEqualTo(Map.of("A1", "1", "B1", "2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "A=1;NOTHING|f line 2 has no '='",
        "=1|f line 1 has no name",
        "A='1|f line 1 has no closing",
        "A=1;;B=\"x|f line 3 has no closing",
        "A=\"1\" x|f line 1 goes on after the quoted value of A",
      })
  void parseWhenMalformedThenNamesTheLine(String text, String message) {
    assertThatThrownBy(() -> Dotenv.parse("f", text.replace(';', '\n')))
        .hasMessageContaining(message);
  }
}
