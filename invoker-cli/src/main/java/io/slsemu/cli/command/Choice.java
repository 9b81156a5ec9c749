package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.input.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Options that take one of a few words. */
final class Choice {
  private Choice() {}

  /**
   * The constant whose word the user typed.
   *
   * @throws CommandFailure if there is none; the message lists them
   */
  static <E extends Enum<E>> E of(String option, String word, E[] constants) {
    List<String> words = new ArrayList<>();
    for (E constant : constants) {
      String known = word(constant);
      if (known.equals(word)) {
        return constant;
      }
      words.add(known);
    }
    String nearest = NearestName.of(word, words);
    throw CommandFailure.usage(
        option + " '" + word + "' is none of " + String.join(", ", words),
        nearest == null ? null : "did you mean " + option + " " + nearest + "?");
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
