package io.slsemu.emulator.sandbox.docker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;

/** An engine on loopback that has one answer for everything, or none. */
final class FakeEngine implements AutoCloseable {
  private final ServerSocket socket;

  private FakeEngine(Optional<String> answer) throws IOException {
    socket = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> serve(answer), "fake-engine");
    thread.setDaemon(true);
    thread.start();
  }

  static FakeEngine thatAnswers(String json) throws IOException {
    return new FakeEngine(Optional.of(json));
  }

  static FakeEngine thatHangsUp() throws IOException {
    return new FakeEngine(Optional.empty());
  }

  String host() {
    return "tcp://127.0.0.1:" + socket.getLocalPort();
  }

  private void serve(Optional<String> answer) {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII));
        String line = in.readLine();
        while (line != null && !line.isEmpty()) {
          line = in.readLine();
        }
        if (answer.isPresent()) {
          String head =
              "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n";
          connection.getOutputStream().write((head + answer.get()).getBytes(US_ASCII));
        }
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
