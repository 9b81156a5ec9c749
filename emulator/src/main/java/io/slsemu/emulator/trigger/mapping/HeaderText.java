package io.slsemu.emulator.trigger.mapping;

import java.util.Locale;

/** What can stand in a header of HTTP/1.1 (RFC 9110, 5.1 and 5.5). */
final class HeaderText {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private HeaderText() {}

  static boolean isName(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> c < 0x7F && Character.isLetterOrDigit(c) || isMark(c));
  }

  static boolean isValue(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c != 0x7F || c == '\t');
  }

  /** Whether the server that sends a response decides on it, whatever the function says. */
  static boolean isMadeByServer(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.equals("content-length")
        || lower.equals("upgrade")
        || EventHeaders.ofConnection(lower);
  }

  private static boolean isMark(int character) {
    return TOKEN_MARKS.indexOf(character) >= 0;
  }
}
