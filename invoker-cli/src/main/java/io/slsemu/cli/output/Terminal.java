package io.slsemu.cli.output;

import io.slsemu.cli.exit.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The three streams of the process.
 *
 * @param in stdin; read only when asked to
 * @param out stdout, unbuffered
 * @param err stderr, unbuffered
 * @param outIsTerminal whether a person reads stdout
 * @param errIsTerminal whether a person reads stderr
 */
public record Terminal(
    InputStream in,
    OutputStream out,
    OutputStream err,
    boolean outIsTerminal,
    boolean errIsTerminal) {

  /**
   * Writes a text to stdout.
   *
   * @throws CommandFailure if it cannot be written
   */
  public void print(String text) {
    print(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes to stdout.
   *
   * @throws CommandFailure if it cannot be written
   */
  public void print(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      throw CommandFailure.usage("cannot write to stdout: " + e.getMessage(), null);
    }
  }
}
