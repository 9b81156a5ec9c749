package io.slsemu.cli.input;

import io.slsemu.cli.exit.CommandFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits one argument into words: a JSON array of strings as it is, anything else as a shell would,
 * with quotes and backslashes but without variables and patterns.
 */
public final class ShellWords {
  private final String option;
  private final String text;
  private final List<String> words = new ArrayList<>();
  // The word at hand; null between words, so that '' is a word and a blank is none.
  private @Nullable StringBuilder word;
  private int position;

  private ShellWords(String option, String text) {
    this.option = option;
    this.text = text;
  }

  /**
   * The words of an option's value.
   *
   * @throws CommandFailure if there are none, or a quote or the JSON is not closed
   */
  public static List<String> of(String option, String text) {
    List<String> words =
        text.strip().startsWith("[")
            ? fromJson(option, text)
            : new ShellWords(option, text).split();
    if (words.isEmpty()) {
      throw CommandFailure.usage(
          option + " is empty", "leave it out to take what the image says of itself");
    }
    return words;
  }

  private static List<String> fromJson(String option, String text) {
    List<String> words = new ArrayList<>();
    try {
      Object value = Json.read(text.getBytes(StandardCharsets.UTF_8));
      if (value instanceof List<?> elements) {
        for (Object element : elements) {
          if (!(element instanceof String string)) {
            throw new IllegalArgumentException("it holds " + JsonWriter.toText(element));
          }
          words.add(string);
        }
      }
      return words;
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(
          option + " is not a JSON array of strings: " + e.getMessage(),
          "for example " + option + " '[\"/app/server\",\"--fast\"]', or plain words");
    }
  }

  private List<String> split() {
    while (position < text.length()) {
      char c = text.charAt(position++);
      if (c == '\'') {
        singleQuoted();
      } else if (c == '"') {
        doubleQuoted();
      } else if (c == '\\' && position < text.length()) {
        word().append(text.charAt(position++));
      } else if (Character.isWhitespace(c)) {
        end();
      } else {
        word().append(c);
      }
    }
    end();
    return words;
  }

  private void singleQuoted() {
    int end = text.indexOf('\'', position);
    if (end < 0) {
      throw unclosed("'");
    }
    word().append(text, position, end);
    position = end + 1;
  }

  private void doubleQuoted() {
    StringBuilder inside = word();
    while (position < text.length()) {
      char c = text.charAt(position++);
      if (c == '"') {
        return;
      }
      // POSIX shells: between double quotes a backslash escapes these and is itself otherwise.
      boolean escapes =
          c == '\\' && position < text.length() && "\"\\$`".indexOf(text.charAt(position)) >= 0;
      inside.append(escapes ? text.charAt(position++) : c);
    }
    throw unclosed("\"");
  }

  private StringBuilder word() {
    StringBuilder current = word;
    if (current == null) {
      current = new StringBuilder();
      word = current;
    }
    return current;
  }

  private void end() {
    if (word != null) {
      words.add(word.toString());
      word = null;
    }
  }

  private CommandFailure unclosed(String quote) {
    return CommandFailure.usage(
        option + " has no closing " + quote + ": " + text, "close the quote, or use a JSON array");
  }
}
