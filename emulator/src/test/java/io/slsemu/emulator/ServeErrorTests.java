package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a caller over HTTP hears of functions that fail, and of an emulator that ends. */
@Requires(ROOT)
class ServeErrorTests {
  private static final String PATH = "/2015-03-31/functions/function/invocations";

  @ParameterizedTest
  @CsvSource({
    "exit-mid-invoke, Runtime.ExitError",
    "init-error, Function.ConfigMissing",
    "sleeper, Sandbox.Timedout"
  })
  @DisplayName("8.1/11: every function error is status 200 and Unhandled")
  void postWhenFunctionFailsThenIsUnhandled(String function, String type) throws Exception {
    try (EmulatorFixture fixture = EmulatorFixture.with(function, EmulatorFixture.timeout(1))) {
      HttpResponse<String> response = post(serve(fixture, 0), "RequestResponse").join();

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("X-Amz-Function-Error")).hasValue("Unhandled");
      assertThat(response.body()).contains("\"errorType\":\"" + type);
    }
  }

  @Test
  @DisplayName("8.1/14: Event is refused in clear words on a path that has no queue")
  void postWhenTypeIsEventThenIsTakenOnAndInvokedUnderTheIdOfTheAnswer() throws Exception {
    try (EmulatorFixture fixture = EmulatorFixture.with("hello")) {
      HttpResponse<String> response = post(serve(fixture, 0), "Event").join();

      assertThat(response.statusCode()).isEqualTo(202);
      assertThat(response.body()).isEmpty();
      String requestId = response.headers().firstValue("x-amzn-RequestId").orElseThrow();
      Awaitility.await()
          .until(
              () ->
                  fixture.listener().lines().stream()
                      .anyMatch(line -> line.startsWith("END RequestId: " + requestId)));
    }
  }

  @Test
  void postWhenTypeIsUnknownThenRefused() throws Exception {
    try (EmulatorFixture fixture = EmulatorFixture.with("hello")) {
      HttpResponse<String> response = post(serve(fixture, 0), "Later").join();

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body())
          .isEqualTo(
              "{\"message\":\"1 validation error detected: Value 'Later' at 'invocationType' failed"
                  + " to satisfy constraint: Member must satisfy enum value set: [Event,"
                  + " RequestResponse, DryRun]\"}");
    }
  }

  @Test
  @DisplayName("8.1/9: the port is the one that was asked for")
  void serveWhenPortIsNamedThenListensThere() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (EmulatorFixture fixture = EmulatorFixture.with("hello")) {
      assertThat(serve(fixture, port).getPort()).isEqualTo(port);
      assertThat(post(new InetSocketAddress("127.0.0.1", port), "RequestResponse").join().body())
          .isEqualTo("{\"message\":\"hello, world\"}");
    }
  }

  @Test
  @DisplayName("8.4/77: an emulator that ends answers the invocation under way")
  void closeWhenInvocationIsUnderWayThenItsCallerIsAnswered() throws Exception {
    CompletableFuture<HttpResponse<String>> answer;
    try (EmulatorFixture fixture = EmulatorFixture.with("sleeper", EmulatorFixture.timeout(60))) {
      answer = post(serve(fixture, 0), "RequestResponse");
      Awaitility.await()
          .until(
              () -> fixture.listener().lines().stream().anyMatch(line -> line.startsWith("START")));
    }

    assertThat(answer.join().statusCode()).isEqualTo(200);
    assertThat(answer.join().headers().firstValue("X-Amz-Function-Error")).hasValue("Unhandled");
    assertThat(answer.join().body()).contains("Runtime.ExitError").contains("signal: killed");
  }

  private static InetSocketAddress serve(EmulatorFixture fixture, int port) throws IOException {
    return fixture.emulator().serve(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  private static CompletableFuture<HttpResponse<String>> post(
      InetSocketAddress address, String type) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + PATH))
            .header("X-Amz-Invocation-Type", type)
            .POST(BodyPublishers.ofString("{}"))
            .build();
    return HttpClient.newHttpClient().sendAsync(request, BodyHandlers.ofString());
  }
}
