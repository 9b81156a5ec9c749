package io.slsemu.cli.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpExchangeTests {
  @Test
  void sendWhenAnsweredThenStatusAndBody() throws Exception {
    try (ServerSocket server = listen()) {
      CompletableFuture<String> request =
          answer(server, "HTTP/1.1 409 Conflict\r\ncontent-LENGTH: 2\r\n\r\n{}more");

      Answer answer = send(server);

      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo("{}");
      assertThat(request.get(20, TimeUnit.SECONDS))
          .startsWith("POST /p HTTP/1.1\r\nHost: 127.0.0.1:" + server.getLocalPort() + "\r\n")
          .contains("Content-Length: 4\r\n", "X: y\r\n")
          .endsWith("\r\n\r\nbody");
    }
  }

  @Test
  void sendWhenLengthIsNotToldThenToTheEnd() throws Exception {
    try (ServerSocket server = listen()) {
      answer(server, "HTTP/1.0 200 OK\r\n\r\nall of it");

      assertThat(send(server).body()).asString(StandardCharsets.UTF_8).isEqualTo("all of it");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SSH-2.0-OpenSSH_9\r\n\r\n\r\n",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort",
      })
  void sendWhenItIsNoAnswerThenFails(String text) throws Exception {
    try (ServerSocket server = listen()) {
      answer(server, text);

      assertThatThrownBy(() -> send(server)).isInstanceOf(IOException.class);
    }
  }

  private static Answer send(ServerSocket server) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort());
    byte[] body = "body".getBytes(StandardCharsets.UTF_8);
    return new HttpExchange(uri, 5_000).send("POST", "/p", Map.of("X", "y"), body);
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static CompletableFuture<String> answer(ServerSocket server, String text) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (Socket socket = server.accept();
              InputStream in = socket.getInputStream()) {
            StringBuilder request = new StringBuilder();
            while (!request.toString().endsWith("\r\n\r\nbody")) {
              request.append((char) in.read());
            }
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return request.toString();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }
}
