package io.slsemu.runtimeapi.telemetry;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Locale;

/**
 * What a listener answered; its body is read to the end and thrown away.
 *
 * @param keepAlive whether the connection can carry another request
 */
record HttpAnswer(int status, boolean keepAlive) {

  private static final int MAX_LINE = 16 * 1024;
  private static final int MAX_LINES = 200;
  private static final long UNKNOWN = -1;

  /** A body longer than this is not worth reading: the connection ends instead. */
  private static final long MAX_BODY = 1024L * 1024;

  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  /** The head of an answer as far as it matters. */
  private record Head(int status, boolean keepAlive, boolean chunked, long length) {}

  /**
   * Reads one answer, the interim ones before it left out.
   *
   * @throws ProtocolException if it is no HTTP
   */
  static HttpAnswer read(InputStream in) throws IOException {
    Head head = head(in);
    while (head.status() >= 100 && head.status() < 200) {
      head = head(in);
    }
    return new HttpAnswer(head.status(), skipBody(in, head) && head.keepAlive());
  }

  private static Head head(InputStream in) throws IOException {
    String statusLine = line(in);
    int status = status(statusLine);
    boolean keepAlive = !statusLine.startsWith("HTTP/1.0");
    boolean chunked = false;
    long length = UNKNOWN;
    int lines = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon < 0 || ++lines > MAX_LINES) {
        throw new ProtocolException("bad header: " + line);
      }
      String value = line.substring(colon + 1).trim().toLowerCase(Locale.ROOT);
      switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "connection" -> keepAlive = keepAlive(value, keepAlive);
        case "transfer-encoding" -> chunked = value.endsWith("chunked");
        case "content-length" -> length = number(value, 10);
        default -> {}
      }
    }
    return new Head(status, keepAlive, chunked, length);
  }

  private static boolean keepAlive(String connection, boolean otherwise) {
    return connection.contains("keep-alive") || (otherwise && !connection.contains("close"));
  }

  private static int status(String line) throws ProtocolException {
    if (!line.matches("HTTP/1\\.[01] [1-9][0-9]{2}( .*)?")) {
      throw new ProtocolException("no HTTP: " + line);
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  /** Returns whether the end of the body was reached. */
  private static boolean skipBody(InputStream in, Head head) throws IOException {
    if (head.status() == NO_CONTENT || head.status() == NOT_MODIFIED) {
      return true;
    }
    if (head.chunked()) {
      return skipChunks(in);
    }
    // Without a length the body ends with the connection, which then is of no more use.
    return head.length() != UNKNOWN && skip(in, head.length());
  }

  private static boolean skipChunks(InputStream in) throws IOException {
    long total = 0;
    for (long size = chunkSize(in); size > 0; size = chunkSize(in)) {
      total += size;
      if (total > MAX_BODY || !skip(in, size)) {
        return false;
      }
      if (!line(in).isEmpty()) {
        throw new ProtocolException("a chunk is longer than it says");
      }
    }
    for (int lines = 0; !line(in).isEmpty(); lines++) {
      if (lines == MAX_LINES) {
        return false;
      }
    }
    return true;
  }

  private static long chunkSize(InputStream in) throws IOException {
    String line = line(in);
    int extension = line.indexOf(';');
    return number((extension < 0 ? line : line.substring(0, extension)).trim(), 16);
  }

  private static long number(String text, int radix) throws ProtocolException {
    try {
      long number = Long.parseLong(text, radix);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new ProtocolException("no length: " + text);
  }

  private static boolean skip(InputStream in, long count) throws IOException {
    if (count > MAX_BODY) {
      return false;
    }
    in.skipNBytes(count);
    return true;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended within an answer");
      }
      if (line.length() == MAX_LINE) {
        throw new ProtocolException("a line of the answer is too long");
      }
      line.append((char) b);
    }
    int end = line.length();
    return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
  }
}
