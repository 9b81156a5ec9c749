package io.slsemu.cli.daemon;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * One request and its answer, on a connection of their own. Not by the JDK's clients: one needs
 * longer to wake up than a call takes, the other may send an event twice.
 */
final class HttpExchange {
  private static final int CONNECT_MILLIS = 2_000;

  /** Some hundred times what a daemon sends; whatever else listens there may send anything. */
  private static final int MAX_HEAD_BYTES = 64 * 1024;

  private final URI endpoint;
  private final int readMillis;

  /**
   * @param endpoint where to connect
   * @param readMillis how long an answer may keep silent, 0: for ever
   */
  HttpExchange(URI endpoint, int readMillis) {
    this.endpoint = endpoint;
    this.readMillis = readMillis;
  }

  /**
   * @param headers besides Host, Connection and Content-Length
   * @throws IOException if there is no answer, or none that could be read
   */
  Answer send(String method, String path, Map<String, String> headers, byte[] body)
      throws IOException {
    try (Socket socket = new Socket()) {
      int port = endpoint.getPort() < 0 ? 80 : endpoint.getPort();
      String host = endpoint.getHost().replace("[", "").replace("]", "");
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      socket.setSoTimeout(readMillis);
      socket.setTcpNoDelay(true);
      write(socket.getOutputStream(), head(method, path, headers, body.length), body);
      return read(new BufferedInputStream(socket.getInputStream()));
    }
  }

  private String head(String method, String path, Map<String, String> headers, int length) {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: ");
    head.append(endpoint.getRawAuthority()).append("\r\nConnection: close\r\nContent-Length: ");
    head.append(length).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("\r\n").toString();
  }

  private static void write(OutputStream out, String head, byte[] body) throws IOException {
    byte[] first = head.getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = new byte[first.length + body.length];
    System.arraycopy(first, 0, whole, 0, first.length);
    System.arraycopy(body, 0, whole, first.length, body.length);
    out.write(whole);
    out.flush();
  }

  private static Answer read(InputStream in) throws IOException {
    String[] lines = head(in).split("\r\n");
    String[] status = lines[0].split(" ", 3);
    if (status.length < 2 || !lines[0].startsWith("HTTP/1.") || !status[1].matches("\\d{3}")) {
      throw new IOException("what answers there does not speak HTTP");
    }
    int length = -1;
    for (String line : lines) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    byte[] body = length < 0 ? in.readAllBytes() : in.readNBytes(length);
    if (length >= 0 && body.length < length) {
      throw new EOFException("the answer broke off");
    }
    return new Answer(Integer.parseInt(status[1]), body);
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < 4) {
      int next = in.read();
      if (next < 0 || head.size() > MAX_HEAD_BYTES) {
        throw new EOFException("the connection was closed without an answer");
      }
      head.write(next);
      boolean fits = next == (matched % 2 == 0 ? '\r' : '\n');
      matched = fits ? matched + 1 : next == '\r' ? 1 : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }
}
