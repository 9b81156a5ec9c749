package io.slsemu.cli.input;

import io.slsemu.cli.exit.CommandFailure;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads an env file: {@code NAME=value} lines, {@code #} comments, an {@code export} in front,
 * values in single quotes (as they stand) or double quotes (with {@code \n}, {@code \"} and the
 * like, over several lines too).
 */
public final class Dotenv {
  private final String source;
  private final String text;
  private int position;
  private int line = 1;

  private Dotenv(String source, String text) {
    this.source = source;
    this.text = text;
  }

  /**
   * The variables in the order of the file; a later line wins.
   *
   * @param source the file's name, for messages
   * @throws CommandFailure if a line is malformed; the message names it
   */
  public static Map<String, String> parse(String source, String text) {
    return new Dotenv(source, text.startsWith("\uFEFF") ? text.substring(1) : text).variables();
  }

  private Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    while (position < text.length()) {
      skipBlanks();
      if (atLineEnd()) {
        skipLine();
      } else {
        String name = name();
        variables.put(name, value());
        requireLineEnd(name);
      }
    }
    return variables;
  }

  private String name() {
    int equals = text.indexOf('=', position);
    int end = lineEnd();
    if (equals < 0 || equals > end) {
      throw malformed("has no '='");
    }
    String name = text.substring(position, equals).strip();
    if (name.startsWith("export ") || name.startsWith("export\t")) {
      name = name.substring("export".length()).strip();
    }
    if (name.isEmpty()) {
      throw malformed("has no name before '='");
    }
    position = equals + 1;
    return name;
  }

  private String value() {
    skipBlanks();
    char first = position < text.length() ? text.charAt(position) : '\n';
    if (first == '\'') {
      return singleQuoted();
    }
    return first == '"' ? doubleQuoted() : unquoted();
  }

  private String unquoted() {
    int end = lineEnd();
    String value = text.substring(position, end);
    for (int i = 0; i < value.length(); i++) {
      // As in shells: '#' begins a comment only after white space.
      if (value.charAt(i) == '#' && (i == 0 || Character.isWhitespace(value.charAt(i - 1)))) {
        value = value.substring(0, i);
        break;
      }
    }
    position = end;
    return value.strip();
  }

  private String singleQuoted() {
    int end = text.indexOf('\'', position + 1);
    if (end < 0) {
      throw malformed("has no closing '");
    }
    String value = text.substring(position + 1, end);
    position = end + 1;
    countLines(value);
    return value;
  }

  private String doubleQuoted() {
    StringBuilder value = new StringBuilder();
    for (int i = position + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        position = i + 1;
        countLines(value);
        return value.toString();
      }
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        value.append(unescape(text.charAt(i)));
      } else {
        value.append(c);
      }
    }
    throw malformed("has no closing \"");
  }

  private static String unescape(char escaped) {
    switch (escaped) {
      case 'n':
        return "\n";
      case 'r':
        return "\r";
      case 't':
        return "\t";
      case '"':
      case '\\':
      case '$':
        return String.valueOf(escaped);
      default:
        return "\\" + escaped;
    }
  }

  private void requireLineEnd(String name) {
    skipBlanks();
    if (!atLineEnd()) {
      throw malformed("goes on after the quoted value of " + name);
    }
    skipLine();
  }

  private boolean atLineEnd() {
    if (position >= text.length()) {
      return true;
    }
    char c = text.charAt(position);
    return c == '\n' || c == '\r' || c == '#';
  }

  private void skipBlanks() {
    while (position < text.length()
        && (text.charAt(position) == ' ' || text.charAt(position) == '\t')) {
      position++;
    }
  }

  private void skipLine() {
    position = Math.min(text.length(), lineEnd() + 1);
    line++;
  }

  private int lineEnd() {
    int end = text.indexOf('\n', position);
    return end < 0 ? text.length() : end;
  }

  private void countLines(CharSequence value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) == '\n') {
        line++;
      }
    }
  }

  private CommandFailure malformed(String what) {
    return CommandFailure.usage(
        source + " line " + line + " " + what, "write NAME=value, or # for a comment");
  }
}
