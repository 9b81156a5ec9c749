package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.emulator.function.LogLevel;
import io.slsemu.emulator.function.LoggingConfiguration;
import io.slsemu.emulator.function.LoggingConfiguration.Format;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The options that say how the function's log is written. */
final class LogOptions {
  private static final String FORMAT = "--log-format";
  private static final String APPLICATION = "--application-log-level";
  private static final String SYSTEM = "--system-log-level";
  private static final LogLevel[] SYSTEM_LEVELS = {LogLevel.DEBUG, LogLevel.INFO, LogLevel.WARN};

  private final @Nullable String format;
  private final @Nullable String application;
  private final @Nullable String system;

  LogOptions(ParseResult line) {
    format = line.matchedOptionValue(FORMAT, null);
    application = line.matchedOptionValue(APPLICATION, null);
    system = line.matchedOptionValue(SYSTEM, null);
  }

  /** Adds these options to a command. */
  static void declare(Declare command) {
    command
        .text(FORMAT, "text|json", "Form of the platform's log lines (default text).")
        .text(
            APPLICATION,
            "LEVEL",
            "With json: least level of the function's own JSON lines that is shown, TRACE, DEBUG,"
                + " INFO, WARN, ERROR or FATAL (default INFO).")
        .text(
            SYSTEM,
            "LEVEL",
            "With json: least level of the platform's events that is shown, DEBUG, INFO or WARN"
                + " (default INFO).");
  }

  /**
   * What these options make.
   *
   * @param usual the format if none is given
   * @throws CommandFailure if a word is unknown, or there are levels for a text log
   */
  LoggingConfiguration configuration(String usual) {
    Format chosen = Choice.of(FORMAT, lower(format == null ? usual : format), Format.values());
    LogLevel applicationLevel = level(APPLICATION, application, LogLevel.values(), chosen);
    LogLevel systemLevel = level(SYSTEM, system, SYSTEM_LEVELS, chosen);
    return new LoggingConfiguration(chosen, applicationLevel, systemLevel);
  }

  private static @Nullable LogLevel level(
      String option, @Nullable String word, LogLevel[] levels, Format chosen) {
    if (word == null) {
      return null;
    }
    if (chosen != Format.JSON) {
      throw CommandFailure.usage(
          option + " " + word + " needs a JSON log: text has no levels",
          "add " + FORMAT + " json, or leave " + option + " out");
    }
    return Choice.of(option, lower(word), levels);
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }
}
