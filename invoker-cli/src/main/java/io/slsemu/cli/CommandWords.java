package io.slsemu.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A command line split into the command word and the rest. Options every command has may stand
 * before the word; they are moved behind it.
 *
 * @param word the command, or null if there is none
 * @param rest the arguments after it
 */
record CommandWords(@Nullable String word, List<String> rest) {
  private static final Set<String> TAKING_A_VALUE =
      Set.of("-C", "--chdir", "-o", "--output", "--color");

  static CommandWords of(String[] arguments) {
    List<String> rest = new ArrayList<>(arguments.length);
    int at = 0;
    while (at < arguments.length && arguments[at].startsWith("-")) {
      rest.add(arguments[at]);
      if (TAKING_A_VALUE.contains(arguments[at]) && at + 1 < arguments.length) {
        at++;
        rest.add(arguments[at]);
      }
      at++;
    }
    if (at == arguments.length) {
      return new CommandWords(null, rest);
    }
    for (int i = at + 1; i < arguments.length; i++) {
      rest.add(arguments[i]);
    }
    return new CommandWords(arguments[at], rest);
  }
}
