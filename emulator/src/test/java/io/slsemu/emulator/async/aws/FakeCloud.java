package io.slsemu.emulator.async.aws;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands in for the services: remembers requests and answers as it is told. */
public final class FakeCloud implements AutoCloseable {
  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile byte[] answer = {'{', '}'};

  /** What came. */
  public record Request(String method, String path, Headers headers, String body) {

    public String header(String name) {
      return headers.getFirst(name);
    }
  }

  public FakeCloud() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  public void answers(int newStatus, String newAnswer) {
    answers(newStatus, newAnswer.getBytes(StandardCharsets.UTF_8));
  }

  public void answers(int newStatus, byte[] newAnswer) {
    status = newStatus;
    answer = newAnswer;
  }

  public List<Request> requests() {
    return requests;
  }

  public AwsEndpoint endpoint() {
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new AwsEndpoint(base, AwsCredentials.PLACEHOLDER, "us-east-1");
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    requests.add(
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders(),
            new String(body, StandardCharsets.UTF_8)));
    byte[] reply = answer;
    exchange.sendResponseHeaders(status, reply.length);
    exchange.getResponseBody().write(reply);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
