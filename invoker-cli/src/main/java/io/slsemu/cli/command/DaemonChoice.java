package io.slsemu.cli.command;

import io.slsemu.cli.daemon.Daemon;
import io.slsemu.cli.daemon.Daemons;
import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.input.WorkingDirectory;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/**
 * Decides whether an invocation is a running daemon's: if the line says where the daemon is, or if
 * what it names is no path and a daemon has a function of that name. Else it has an emulator of its
 * own.
 */
final class DaemonChoice {
  /** The options that say something of the call. All others describe a function or an emulator. */
  private static final Set<String> OF_A_CALL =
      Set.of(
          "--payload",
          "--event",
          "--data-ascii",
          "--data-file",
          "--repeat",
          "--interval",
          "--parallel",
          "--stream",
          "--cold",
          "--warm",
          "--client-context",
          "--log-type",
          "--trace-id",
          "--expect",
          "--max-duration",
          "--max-init",
          "--max-memory",
          "--no-fail",
          "--log-file",
          "--endpoint-url",
          "--port",
          "--chdir",
          "--output",
          "--color",
          "--quiet",
          "--verbose",
          "--qualifier");

  private final Daemons daemons;
  private final ParseResult line;
  private final @Nullable String named;

  DaemonChoice(CommandContext context, ParseResult line) {
    this.line = line;
    this.named = line.matchedPositionalValue(0, null);
    this.daemons =
        new Daemons(
            line.matchedOptionValue("--endpoint-url", null),
            line.matchedOptionValue("--port", null),
            context.environment());
  }

  /** The function's name, or its name, a colon and a qualifier. */
  String function() {
    String name = Objects.requireNonNull(named);
    String qualifier = line.matchedOptionValue("--qualifier", null);
    return qualifier == null ? name : name + ":" + qualifier;
  }

  /**
   * The daemon whose function it is, null if it is none's.
   *
   * @throws CommandFailure if the line names a daemon that has no such function, or asks for what
   *     only an emulator of its own can do
   */
  @Nullable Daemon daemon(WorkingDirectory directory) {
    if (daemons.isNamed()) {
      return named();
    }
    if (named == null || named.indexOf('/') >= 0 || Files.exists(directory.resolve(named))) {
      requireNoQualifier();
      return null;
    }
    for (Daemon daemon : daemons.candidates()) {
      if (daemon.answers() && daemon.has(named)) {
        return checked(daemon);
      }
    }
    requireNoQualifier();
    return null;
  }

  private Daemon named() {
    Daemon daemon = daemons.one();
    if (named == null) {
      throw CommandFailure.usage(
          "which function at " + daemon.url() + "?", "name it: sls-emu invoke NAME");
    }
    if (!daemon.has(named)) {
      throw CommandFailure.notFound(
          "there is no function " + named + " at " + daemon.url(),
          "see those there are: sls-emu list --endpoint-url " + daemon.url());
    }
    return checked(daemon);
  }

  private void requireNoQualifier() {
    if (line.hasMatchedOption("--qualifier")) {
      throw CommandFailure.usage(
          "--qualifier names a version of a daemon's function, and "
              + (named == null ? "none is named" : "no daemon has " + named),
          "see what runs: sls-emu list");
    }
  }

  private Daemon checked(Daemon daemon) {
    List<String> others =
        line.matchedOptions().stream()
            // Not OptionSpec::longestName: with it, the launcher's class archive can hold neither
            // that class nor those beneath it, and each start opens picocli's jar for them.
            .map(option -> option.longestName())
            .filter(option -> !OF_A_CALL.contains(option))
            .toList();
    if (!others.isEmpty()) {
      throw CommandFailure.usage(
          others.get(0)
              + " is not for a daemon's function, and "
              + named
              + " is one at "
              + daemon.url(),
          "leave it out; or name the function's path, for an emulator of its own");
    }
    return daemon;
  }
}
