package io.slsemu.cli.daemon;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.exit.Interruption;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs this process's own command line once more, in a session of its own, so that neither the
 * terminal nor its Ctrl-C reaches it.
 */
public final class Background {
  /** What tells the other process that it is the one in the background. */
  public static final String OPTION = "--detached";

  /** Names the file its output goes to. */
  public static final String LOG_VARIABLE = "SLS_EMU_DAEMON_LOG";

  private final RunDirectory directory;
  private final Path workingDirectory;
  private final Interruption interruption;

  public Background(RunDirectory directory, Path workingDirectory, Interruption interruption) {
    this.directory = directory;
    this.workingDirectory = workingDirectory;
    this.interruption = interruption;
  }

  /**
   * What became of it.
   *
   * @param lines what it said when it was ready; none if it ended before
   * @param exitCode of one that ended
   */
  public record Begun(long pid, Path log, List<String> lines, int exitCode) {
    public boolean isReady() {
      return !lines.isEmpty();
    }

    /** What it had to say otherwise. */
    public String output() {
      try {
        return Files.readString(log, StandardCharsets.UTF_8);
      } catch (IOException e) {
        return "";
      }
    }
  }

  /**
   * Where this process's stderr goes: if it is one in the background, to a log that does not grow
   * for ever.
   */
  public static OutputStream stderr(
      OutputStream err, List<String> arguments, Map<String, String> environment) {
    String log = environment.get(LOG_VARIABLE);
    return log != null && arguments.contains(OPTION)
        ? new CappedLog(err, Path.of(log), CappedLog.LIMIT)
        : err;
  }

  /**
   * Starts it and waits until it is ready or has ended.
   *
   * @throws CommandFailure if it cannot be started
   */
  public Begun begin() {
    Path log = directory.newLog();
    try {
      Process process = start(log);
      Interruption.Registration registration = interruption.onInterrupt(process::destroy);
      try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
        List<String> lines = said.lines().limit(2).toList();
        int code = lines.isEmpty() ? process.waitFor() : 0;
        return new Begun(process.pid(), log, lines, code);
      } finally {
        registration.cancel();
      }
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.BUG,
          "the daemon could not be started: " + e.getMessage(),
          "is setsid there? It is in the package util-linux");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.INTERRUPTED, "interrupted", null);
    }
  }

  private Process start(Path log) throws IOException {
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(ownCommandLine());
    command.add(OPTION);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(workingDirectory.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())); // see CappedLog
    builder.environment().put(LOG_VARIABLE, log.toString());
    return builder.start();
  }

  /** Its stdout and stderr are no terminals, whatever ours are. */
  private static List<String> ownCommandLine() throws IOException {
    String raw = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.UTF_8);
    List<String> words = new ArrayList<>();
    for (String word : raw.substring(0, raw.length() - 1).split("\0", -1)) {
      if (!word.startsWith("-Dsls-emu.std")) {
        words.add(word);
      }
    }
    return words;
  }
}
