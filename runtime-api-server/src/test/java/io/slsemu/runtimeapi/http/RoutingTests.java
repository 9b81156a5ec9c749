package io.slsemu.runtimeapi.http;

import static io.slsemu.runtimeapi.http.ApiFixture.INIT_ERROR;
import static io.slsemu.runtimeapi.http.ApiFixture.NEXT;
import static io.slsemu.runtimeapi.http.ApiFixture.error;
import static io.slsemu.runtimeapi.http.ApiFixture.invocation;
import static io.slsemu.runtimeapi.http.ApiFixture.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.runtimeapi.RuntimeApiEndpoint;
import io.slsemu.runtimeapi.http.RawClient.Reply;
import io.slsemu.runtimeapi.model.PeerPolicy;
import io.slsemu.runtimeapi.session.RuntimeSession;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTests extends ConnectedRuntime {

  @Test
  @DisplayName("8.2/21: JSON whatever Accept says")
  void postWhenAcceptIsOtherThenAnswersJson() throws IOException {
    Reply reply = runtime.post(response("x"), "", "Accept: text/html");

    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/2018-06-01",
        "/2018-06-01/runtime/invocation/next/",
        "/2018-06-01/runtime/invocation/",
        "/2018-06-01/runtime/invocation//response",
        "/2018-06-01/runtime/invocation/x",
        "/2018-06-01/runtime/invocation/x/responses",
        "/2018-06-01/runtime/invocation/a/b/response",
        "/2018-06-01/runtime/invocation/x/response/error",
        "/2020-01-01/extension/register",
        "/2022-07-01/telemetry",
        "/2018-06-01/runtime/restore/next",
        "/2021-04-23/credentials"
      })
  @DisplayName("8.2/22, 8.2/42: an unknown path, or one of a feature that is not there, is 404")
  void getWhenPathIsUnknownThenNotFound(String path) throws IOException {
    Reply reply = runtime.get(path);

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.header("Content-Type")).startsWith("text/plain");
    assertThat(reply.text()).isEqualTo("404 page not found\n");
  }

  @Test
  @DisplayName("8.2/22: a known path with the wrong verb is 405 and empty")
  void requestWhenVerbIsWrongThenMethodNotAllowed() throws IOException {
    for (String path : new String[] {response("x"), error("x"), INIT_ERROR}) {
      Reply reply = runtime.get(path);

      assertThat(reply.status()).isEqualTo(405);
      assertThat(reply.body()).isEmpty();
    }
    assertThat(runtime.post(NEXT, "{}").status()).isEqualTo(405);
    assertThat(runtime.post("/2018-06-01/ping", "").status()).isEqualTo(405);
  }

  @Test
  @DisplayName("8.2/23: ping answers pong")
  void pingWhenCalledThenPong() throws IOException {
    Reply reply = runtime.get("/2018-06-01/ping");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).isEqualTo("pong");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"..", "%2e%2e", "..%2f..%2fetc", "%00", "a%20b", "%ff%fe", "next", "{id}", "'"})
  @DisplayName("8.2/47: malicious path segments are refused as foreign ids")
  void responseWhenIdIsMaliciousThenRefused(String id) throws IOException {
    api.session.offer(invocation("i"));
    runtime.get(NEXT);

    Reply reply = runtime.post(response(id), "{}");

    assertThat(reply.status()).isEqualTo(400);
  }

  @Test
  @DisplayName("8.2/49: odd User-Agent and feature headers do no harm")
  void nextWhenUserAgentIsOddThenServes() throws IOException {
    api.session.offer(invocation("i"));

    runtime.send(
        "GET "
            + NEXT
            + " HTTP/1.1\r\nHost: t\r\nUser-Agent: "
            + "(x) ".repeat(5_000)
            + "\r\nLambda-Runtime-Features: (a) b )(\r\n\r\n");

    assertThat(runtime.read().status()).isEqualTo(200);
  }

  @Test
  @DisplayName("8.2/26: a fault of ours is 500 with the service's body")
  void nextWhenThePlatformFailsThenInternalServerError() throws IOException {
    RuntimeSession faulty =
        new RuntimeSession(
            () -> {
              throw new IllegalStateException("no clock");
            });
    RuntimeApiEndpoint endpoint =
        api.server.open(faulty, InetAddress.getLoopbackAddress(), PeerPolicy.ANYONE);

    try (RawClient polls = new RawClient(endpoint.address());
        RawClient posts = new RawClient(endpoint.address())) {
      for (Reply reply : List.of(polls.get(NEXT), posts.post(INIT_ERROR, "{}"))) {
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.text())
            .isEqualTo(
                "{\"errorMessage\":\"Internal Server Error\","
                    + "\"errorType\":\"InternalServerError\"}\n");
      }
    }
  }
}
