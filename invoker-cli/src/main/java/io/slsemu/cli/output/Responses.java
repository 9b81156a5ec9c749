package io.slsemu.cli.output;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.emulator.concurrency.TooManyRequestsException;
import io.slsemu.emulator.invoke.InvokeResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes results: to stdout or the file the user named, and nothing else goes there. */
public final class Responses implements AutoCloseable {
  private final OutputStream out;
  private final String target;
  private final boolean newline;
  private final Format format;
  private final boolean logResult;
  // Guards out: answers of parallel calls must not mix.
  private final Object lock = new Object();

  private Responses(
      OutputStream out, String target, boolean newline, Format format, boolean logResult) {
    this.out = out;
    this.target = target;
    this.newline = newline;
    this.format = format;
    this.logResult = logResult;
  }

  /**
   * Results go to stdout.
   *
   * @param many whether several are expected, so that each needs a line end
   */
  public static Responses onStdout(Terminal terminal, boolean many, Format format) {
    boolean newline = many || terminal.outIsTerminal() || format == Format.JSON;
    return new Responses(terminal.out(), "stdout", newline, format, false);
  }

  /**
   * Results go to a file, which is written anew.
   *
   * @throws CommandFailure if it cannot be written
   */
  public static Responses into(Path path, String shown, boolean many, Format format) {
    try {
      boolean newline = many || format == Format.JSON;
      return new Responses(Files.newOutputStream(path), shown, newline, format, false);
    } catch (IOException e) {
      throw CommandFailure.usage(
          "cannot write " + shown + ": " + Reasons.of(e),
          "name a file in a directory you can write");
    }
  }

  /** The same, with the end of the log in each JSON object. */
  public Responses withLogResult() {
    return new Responses(out, target, newline, format, true);
  }

  /**
   * Writes one result.
   *
   * @param functionName whose
   * @param checks what was expected of it
   * @throws CommandFailure if it cannot be written
   */
  public void write(String functionName, InvokeResult result, List<Check> checks) {
    write(
        format == Format.JSON
            ? InvokeJson.of(functionName, result, checks, logResult)
            : result.outcome().payload());
  }

  /**
   * Tells of a call that was throttled: as text there is no response, so nothing.
   *
   * @throws CommandFailure if it cannot be written
   */
  public void writeThrottled(String functionName, TooManyRequestsException refusal) {
    if (format == Format.JSON) {
      write(InvokeJson.of(functionName, refusal));
    }
  }

  private void write(byte[] text) {
    byte[] whole = newline ? java.util.Arrays.copyOf(text, text.length + 1) : text;
    if (newline) {
      whole[text.length] = '\n';
    }
    put(whole);
  }

  /** Begins a response that is written while it comes. */
  public StreamedResponse stream() {
    return new StreamedResponse(this::put, newline);
  }

  private void put(byte[] bytes) {
    synchronized (lock) {
      try {
        out.write(bytes);
        out.flush();
      } catch (IOException e) {
        throw CommandFailure.usage("cannot write to " + target + ": " + Reasons.of(e), null);
      }
    }
  }

  @Override
  public void close() {
    if (target.equals("stdout")) {
      return;
    }
    try {
      out.close();
    } catch (IOException e) {
      throw CommandFailure.usage("cannot write to " + target + ": " + Reasons.of(e), null);
    }
  }
}
