package io.slsemu.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.fixtures.Requirement;
import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Requests that nobody should send, over every path of the service. */
@Requires(Requirement.ROOT)
class MalformedRequestTests {
  private static final int REQUESTS = 10_000;
  private static final int PATIENCE_MILLIS = 20_000;

  @Test
  void requestWhenMalformedThenIsAnsweredAndNeverAsAFaultOfOurs() throws IOException {
    long seed = Long.getLong("sls.emu.fuzz.seed", System.nanoTime());
    System.out.println("seed of the malformed requests: -Dsls.emu.fuzz.seed=" + seed);
    MalformedRequests requests = new MalformedRequests(new Random(seed));
    List<String> faults = new ArrayList<>();
    try (ServiceFixture service = ServiceFixture.atOnce().create("hello")) {
      for (int i = 0; i < REQUESTS; i++) {
        if (i % 100 == 0) { // one of them may have deleted it
          service.post(ServiceFixture.FUNCTIONS, ServiceFixture.creation("hello"));
        }
        byte[] request = requests.next();
        String answer = answer(service.port(), request);
        if (isFault(answer)) {
          faults.add(
              start(new String(request, StandardCharsets.ISO_8859_1)) + "\n-> " + start(answer));
        }
      }
      assertThat(faults).as("seed %d", seed).isEmpty();
      assertThat(service.get("/2015-03-31/functions").statusCode()).isEqualTo(200);
    }
  }

  /** The body comes after its head was read, so that a listener reads it. */
  @Test
  void requestWhenItsTrailerIsNoneThenTheCallerDoesNotWait() throws IOException {
    try (ServiceFixture service = ServiceFixture.atOnce();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      send(
          socket,
          "POST /2015-03-31/functions HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n");
      byte[] goOn = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
      assertThat(new String(goOn, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 100");

      send(socket, "0\r\n\r{no trailer}\r\n\r\n");

      String rest = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(rest).doesNotContain("HTTP/1.1 5", "\tat ");
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  /** The one side closes after its request, the other after its answer. */
  private static String answer(int port, byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static boolean isFault(String answer) {
    if (answer.isEmpty()) {
      return false; // it hung up: the request was none
    }
    String status = answer.substring(0, Math.min(12, answer.length()));
    boolean ours = status.startsWith("HTTP/1.1 5") && !status.endsWith("501");
    return ours
        || !status.matches("HTTP/1\\.1 [2-5]\\d\\d")
        || answer.contains("\tat ")
        || answer.contains("Exception:")
        || answer.contains("java.")
        || (status.endsWith("501") && !namesAnOperation(answer));
  }

  private static boolean namesAnOperation(String answer) {
    return List.of(Operation.values()).stream()
        .anyMatch(each -> answer.contains(each.wireName() + " is not there"));
  }

  private static String start(String text) {
    return text.length() > 600 ? text.substring(0, 600) + "…" : text;
  }
}
