package io.slsemu.cli.output;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.emulator.EmulatorListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Shows log lines as they come: on stderr, or in a file if the user named one. */
public final class LogLines implements EmulatorListener, AutoCloseable {
  private final Diagnostics diagnostics;
  private final @Nullable OutputStream file;
  private final boolean shown;
  private final PullBar pulls;

  private LogLines(Diagnostics diagnostics, @Nullable OutputStream file, boolean shown) {
    this.diagnostics = diagnostics;
    this.file = file;
    this.shown = shown && diagnostics.verbosity() != Verbosity.QUIET;
    this.pulls = new PullBar(diagnostics, System::nanoTime);
  }

  /** Log lines go to stderr. */
  public static LogLines onStderr(Diagnostics diagnostics) {
    return onStderr(diagnostics, true);
  }

  /**
   * Log lines go to stderr.
   *
   * @param shown false if they are not wanted there: notices are
   */
  public static LogLines onStderr(Diagnostics diagnostics, boolean shown) {
    return new LogLines(diagnostics, null, shown);
  }

  /**
   * Log lines go to a file, which is written anew.
   *
   * @throws CommandFailure if it cannot be written
   */
  public static LogLines into(Path path, String shown, Diagnostics diagnostics) {
    try {
      return new LogLines(diagnostics, Files.newOutputStream(path), false);
    } catch (IOException e) {
      throw CommandFailure.usage(
          "cannot write the log file " + shown + ": " + Reasons.of(e),
          "name a file in a directory you can write");
    }
  }

  @Override
  public void platformLine(String environmentId, String line) {
    if (file != null) {
      append(line.getBytes(StandardCharsets.UTF_8));
    } else if (shown) {
      diagnostics.dimLine(line);
    }
  }

  @Override
  public void functionLine(String environmentId, byte[] line) {
    if (file != null) {
      append(line);
    } else if (shown) {
      diagnostics.line(line);
    }
  }

  @Override
  public void notice(String text) {
    diagnostics.notice(text);
  }

  @Override
  public void pulling(String image, long doneBytes, long totalBytes) {
    pulls.progress(image, doneBytes, totalBytes);
  }

  @Override
  public void close() {
    pulls.close();
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        diagnostics.error("cannot complete the log file: " + e.getMessage(), null);
      }
    }
  }

  private void append(byte[] line) {
    byte[] whole = new byte[line.length + 1];
    System.arraycopy(line, 0, whole, 0, line.length);
    whole[line.length] = '\n';
    try {
      // A channel's stream writes an array under its own lock: lines stay whole.
      java.util.Objects.requireNonNull(file).write(whole);
    } catch (IOException e) {
      diagnostics.error("cannot write the log file: " + e.getMessage(), null);
    }
  }
}
