package io.slsemu.runtimeapi.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What an extension listens with: real sockets, answers as a test wants them. */
final class FakeConsumer implements AutoCloseable {

  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";

  /** An answer that ends the connection instead of being sent. */
  static final String HANG_UP = "";

  record Request(String line, List<String> headers, String body) {
    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(body);
    }
  }

  final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  /** What is answered next; when there is none, {@link #OK}. */
  final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  final AtomicInteger connections = new AtomicInteger();

  /** Nothing is read before it is counted down. */
  volatile CountDownLatch reading = new CountDownLatch(0);

  private final ServerSocket server;
  private final boolean http;

  FakeConsumer(boolean http) throws IOException {
    this(http, 0);
  }

  FakeConsumer(boolean http, int port) throws IOException {
    this.http = http;
    this.server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    TelemetryFixture.startThread("consumer", this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  Request request() throws InterruptedException {
    @Nullable Request request = requests.poll(20, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("nothing came");
    }
    return request;
  }

  String line() throws InterruptedException {
    @Nullable String line = lines.poll(20, TimeUnit.SECONDS);
    if (line == null) {
      throw new AssertionError("nothing came");
    }
    return line;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        connections.incrementAndGet();
        TelemetryFixture.startThread("consumer-connection", () -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream())) {
      reading.await();
      while (http ? serveRequest(socket, in) : serveLine(in)) {
        // Until the connection ends.
      }
    } catch (IOException | InterruptedException e) {
      // So it has ended.
    }
  }

  private boolean serveLine(InputStream in) throws IOException {
    @Nullable String line = readLine(in);
    if (line != null) {
      lines.add(line);
    }
    return line != null;
  }

  private boolean serveRequest(Socket socket, InputStream in) throws IOException {
    @Nullable String first = readLine(in);
    if (first == null) {
      return false;
    }
    List<String> headers = new ArrayList<>();
    int length = 0;
    for (String line = readLine(in); line != null && !line.isEmpty(); line = readLine(in)) {
      headers.add(line);
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring(16));
      }
    }
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    requests.add(new Request(first, headers, body)); // who has the answer can count on it
    @Nullable String answer = answers.poll();
    if (answer == null || !answer.equals(HANG_UP)) {
      byte[] bytes = (answer == null ? OK : answer).getBytes(StandardCharsets.UTF_8);
      socket.getOutputStream().write(bytes);
    }
    return answer == null || answer.startsWith("HTTP/1.1 ") && !answer.contains("close");
  }

  private static @Nullable String readLine(InputStream in) throws IOException {
    java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return null;
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8).replaceFirst("\r$", "");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
