package io.slsemu.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.sandbox.FakeSandboxes;
import io.slsemu.emulator.sandbox.SandboxExit;
import io.slsemu.emulator.trigger.LocalDoor;
import io.slsemu.emulator.trigger.LocalDoor.Kind;
import io.slsemu.emulator.trigger.LocalDoors;
import io.slsemu.fixtures.ScriptedRuntime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long API Gateway waits for a function, by a timer that is fired by hand. */
class DoorPatienceTests {
  private final FakeTimer timer = new FakeTimer();

  @ParameterizedTest
  @CsvSource({
    "API_GATEWAY_V1, 29, 504, {\"message\": \"Endpoint request timed out\"}",
    "API_GATEWAY_V2, 30, 503, {\"message\":\"Service Unavailable\"}"
  })
  void getWhenTheFunctionTakesTooLongThenTheDoorAnswers(
      Kind kind, int seconds, int status, String body) throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    try (FakeEnvironments environments =
            FakeEnvironments.of((runtime, start) -> answerOnce(runtime, released));
        LocalDoors doors = environments.doors(timer)) {
      InetSocketAddress address = open(doors, kind);

      try (Socket socket = new WebClient(address).connect()) {
        socket
            .getOutputStream()
            .write("GET / HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n".getBytes());
        FakeTimer.Task patience = timer.next();
        assertThat(patience.delay()).isEqualTo(Duration.ofSeconds(seconds));
        patience.work().run();
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").endsWith("\r\n\r\n" + body);
      } finally {
        released.countDown(); // the late answer is heard by nobody, and disturbs nobody
      }
    } finally {
      timer.shutdownNow();
    }
  }

  @Test
  void getWhenTheFunctionAnswersInTimeThenTheTimerIsLetGo() throws Exception {
    FakeSandboxes.Program good = (runtime, start) -> answerOnce(runtime, new CountDownLatch(0));
    try (FakeEnvironments environments = FakeEnvironments.of(good);
        LocalDoors doors = environments.doors(timer)) {
      HttpResponse<String> response =
          new WebClient(open(doors, Kind.API_GATEWAY_V1)).send("GET", "/", null);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(timer.next().future().isCancelled()).isTrue();
    } finally {
      timer.shutdownNow();
    }
  }

  private static InetSocketAddress open(LocalDoors doors, Kind kind) throws IOException {
    return doors.open(
        new LocalDoor(kind, List.of(), false),
        FakeEnvironments.NAME,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private static SandboxExit answerOnce(ScriptedRuntime runtime, CountDownLatch released)
      throws IOException {
    String requestId = runtime.next().requestId();
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    runtime.respond(requestId, "{\"statusCode\":200}");
    return FakeSandboxes.echoForEver(runtime);
  }
}
