package io.slsemu.cli;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.input.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Puts picocli's complaints about a command line into one line, with a remedy. */
final class UsageFailure {
  private UsageFailure() {}

  static CommandFailure of(ParameterException e) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    String help = "see " + spec.name() + " --help";
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      return unmatched(unmatched.getUnmatched().get(0), spec, help);
    }
    if (e instanceof MissingParameterException) {
      return CommandFailure.usage(lowerFirst(e.getMessage()), help);
    }
    return CommandFailure.usage(conversion(e), help);
  }

  private static CommandFailure unmatched(String argument, CommandSpec spec, String help) {
    if (!argument.startsWith("-")) {
      return CommandFailure.usage(
          "'" + argument + "' is one argument too many", "quote what belongs together; " + help);
    }
    int equals = argument.indexOf('=');
    String name = equals < 0 ? argument : argument.substring(0, equals);
    String nearest = NearestName.of(name, names(spec));
    return CommandFailure.usage(
        "there is no option " + name, nearest == null ? help : "did you mean " + nearest + "?");
  }

  private static List<String> names(CommandSpec spec) {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        names.addAll(List.of(option.names()));
      }
    }
    return names;
  }

  private static String conversion(ParameterException e) {
    if (e.getArgSpec() instanceof OptionSpec option && e.getValue() != null) {
      String reason = reason(e);
      return option.longestName()
          + (reason == null ? " '" + e.getValue() + "' is not valid" : " " + reason);
    }
    return lowerFirst(e.getMessage());
  }

  private static @Nullable String reason(ParameterException e) {
    if (e.getArgSpec() != null && e.getArgSpec().type() != null) {
      Class<?> type = e.getArgSpec().type();
      if (type == Integer.class || type == int.class) {
        return "'" + e.getValue() + "' is not a whole number";
      }
      if (type == java.time.Duration.class) {
        return "'" + e.getValue() + "' is no duration; use 500ms, 2s or 1m";
      }
    }
    return null;
  }

  private static String lowerFirst(@Nullable String message) {
    if (message == null || message.isEmpty()) {
      return "the command line cannot be understood";
    }
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }
}
