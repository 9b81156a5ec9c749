package io.slsemu.runtimeapi.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One keep-alive connection on which a test says exactly the bytes it means. */
public final class RawClient implements AutoCloseable {

  /** What came back; header names are in lower case. */
  public record Reply(int status, Map<String, String> headers, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    public String header(String name) {
      return headers.get(name.toLowerCase(Locale.ROOT));
    }
  }

  private final Socket socket;
  private final InputStream in;

  public RawClient(InetSocketAddress address) throws IOException {
    this(new Socket(address.getAddress(), address.getPort()));
  }

  /** Connects from an address of this machine: any in 127.0.0.0/8 is. */
  public RawClient(InetSocketAddress address, InetAddress from) throws IOException {
    this(new Socket(address.getAddress(), address.getPort(), from, 0));
  }

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    this.socket.setTcpNoDelay(true);
    this.socket.setSoTimeout(20_000);
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  public Socket socket() {
    return socket;
  }

  public Reply get(String path) throws IOException {
    sendGet(path);
    return read();
  }

  public void sendGet(String path) throws IOException {
    send("GET " + path + " HTTP/1.1\r\nHost: t\r\n\r\n");
  }

  public Reply post(String path, byte[] body, String... headers) throws IOException {
    sendPost(path, body, headers);
    return read();
  }

  public Reply post(String path, String body, String... headers) throws IOException {
    return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  public void sendPost(String path, byte[] body, String... headers) throws IOException {
    StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: t\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(head.toString().getBytes(StandardCharsets.UTF_8));
    all.write(body);
    send(all.toByteArray());
  }

  public void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Reads one reply: of known length, or up to the end of the connection. */
  public Reply read() throws IOException {
    String[] status = line().split(" ", 3);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    String length = headers.get("content-length");
    int code = Integer.parseInt(status[1]);
    byte[] body = new byte[0];
    if (length != null) {
      body = in.readNBytes(Integer.parseInt(length));
    } else if (code >= 200) {
      body = in.readAllBytes();
    }
    return new Reply(code, headers, body);
  }

  /** Sends, closes the sending side and reads all there is; a reset ends it as well. */
  public String exchange(byte[] bytes) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      send(bytes);
      socket.shutdownOutput();
      for (int b = in.read(); b >= 0; b = in.read()) {
        all.write(b);
      }
    } catch (SocketException e) {
      all.writeBytes("(reset)".getBytes(StandardCharsets.US_ASCII));
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  /** True when the server has closed the connection. */
  public boolean atEnd() throws IOException {
    return in.read() < 0;
  }

  /** Goes away as a killed process does: with a reset, if anything was left unread. */
  public void kill() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("closed after \"" + line + "\"");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
