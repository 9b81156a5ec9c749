package io.slsemu.emulator.sandbox.docker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** An engine on loopback that has an answer for everything, or none. */
final class FakeEngine implements AutoCloseable {
  private final ServerSocket socket;

  private FakeEngine(Function<String, Optional<String>> answers) throws IOException {
    socket = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    start(() -> serve(answers));
  }

  static FakeEngine thatAnswers(String json) throws IOException {
    return thatAnswers(request -> "200 OK\r\n" + json);
  }

  /**
   * @param answers to a request as in {@code "GET /info"}, a status, a line end and a JSON document
   */
  static FakeEngine thatAnswers(UnaryOperator<String> answers) throws IOException {
    return new FakeEngine(request -> Optional.of(answers.apply(request)));
  }

  static FakeEngine thatHangsUp() throws IOException {
    return new FakeEngine(request -> Optional.empty());
  }

  String host() {
    return "tcp://127.0.0.1:" + socket.getLocalPort();
  }

  private void serve(Function<String, Optional<String>> answers) {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        start(() -> serve(connection, answers)); // one that waits holds up no other
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private static void serve(Socket connection, Function<String, Optional<String>> answers) {
    try (connection) {
      var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII));
      String request = in.readLine();
      String line = request;
      while (line != null && !line.isEmpty()) {
        line = in.readLine();
      }
      Optional<String> answer = answers.apply(String.valueOf(request).replace(" HTTP/1.1", ""));
      if (answer.isPresent()) {
        String[] parts = answer.get().split("\r\n", 2);
        String head = "HTTP/1.1 %s\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n";
        byte[] content = (head.formatted(parts[0]) + parts[1]).getBytes(US_ASCII);
        connection.getOutputStream().write(content);
      }
    } catch (IOException e) {
      return; // nobody waits for it any more
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "fake-engine");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
