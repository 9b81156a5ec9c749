package io.slsemu.cli.output;

import io.slsemu.cli.exit.CommandFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything on stderr that is not a log line: errors, hints, progress. Safe for many threads. */
public final class Diagnostics {
  private static final String PREFIX = "sls-emu: ";
  private static final byte[] DIM = bytes("\u001b[2m");
  private static final byte[] PLAIN = bytes("\u001b[0m");
  private static final byte[] NONE = {};
  private static final byte[] ERASE = bytes("\r\u001b[K");

  private final OutputStream err;
  private final boolean colored;
  private final Verbosity verbosity;
  private final boolean redraws;
  // Guards err and the next field: a line must not be cut by another thread's.
  private final Object lock = new Object();
  private boolean barShown;

  public Diagnostics(
      Terminal terminal, Map<String, String> environment, Coloring coloring, Verbosity verbosity) {
    this.err = terminal.err();
    this.colored = coloring.applies(environment, terminal.errIsTerminal());
    this.verbosity = verbosity;
    this.redraws =
        terminal.errIsTerminal()
            && !"dumb".equals(environment.get("TERM"))
            && verbosity != Verbosity.QUIET;
  }

  public Verbosity verbosity() {
    return verbosity;
  }

  /** What went wrong, and what to do about it on a second line. */
  public void error(String message, @Nullable String remedy) {
    line(PREFIX + oneLine(message));
    if (remedy != null && !remedy.isEmpty()) {
      line(PREFIX + oneLine(remedy));
    }
  }

  public void error(CommandFailure failure) {
    error(String.valueOf(failure.getMessage()), failure.remedy());
  }

  /** Something to know; not with {@code --quiet}. */
  public void notice(String text) {
    if (verbosity != Verbosity.QUIET) {
      line(PREFIX + oneLine(text));
    }
  }

  /** Something only the curious want to know. */
  public void detail(String text) {
    if (verbosity == Verbosity.VERBOSE) {
      line(PREFIX + oneLine(text));
    }
  }

  /** Text as another program wrote it. */
  public void verbatim(String text) {
    if (!text.isEmpty()) {
      write(NONE, bytes(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text), NONE);
    }
  }

  /** Part of a line, to be completed soon. */
  public void partial(String text) {
    writeAll(bytes(text));
  }

  /**
   * Draws one line over the bar before it, where a person watches; whatever comes next erases it.
   */
  void bar(String text) {
    if (redraws) {
      synchronized (lock) {
        writeAll(bytes(text));
        barShown = true;
      }
    }
  }

  /** Takes the bar away if there is one. */
  void clearBar() {
    writeAll(NONE);
  }

  void line(String text) {
    write(NONE, bytes(text), NONE);
  }

  void line(byte[] text) {
    write(NONE, text, NONE);
  }

  void dimLine(String text) {
    write(colored ? DIM : NONE, bytes(text), colored ? PLAIN : NONE);
  }

  private void write(byte[] before, byte[] text, byte[] after) {
    byte[] line = new byte[before.length + text.length + after.length + 1];
    System.arraycopy(before, 0, line, 0, before.length);
    System.arraycopy(text, 0, line, before.length, text.length);
    System.arraycopy(after, 0, line, before.length + text.length, after.length);
    line[line.length - 1] = '\n';
    writeAll(line);
  }

  private void writeAll(byte[] bytes) {
    synchronized (lock) {
      try {
        if (barShown) {
          barShown = false;
          err.write(ERASE);
        }
        err.write(bytes);
      } catch (IOException e) {
        // Nobody reads stderr any more: there is no one left to tell.
        return;
      }
    }
  }

  private static String oneLine(String text) {
    return text.indexOf('\n') < 0 ? text : text.strip().replace('\n', ' ');
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
