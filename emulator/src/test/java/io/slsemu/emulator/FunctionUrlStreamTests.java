package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.GO;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.function.FunctionReference;
import io.slsemu.emulator.trigger.FunctionUrl;
import io.slsemu.emulator.trigger.mapping.FunctionUrlConfig;
import io.slsemu.emulator.trigger.mapping.FunctionUrlConfig.AuthType;
import io.slsemu.emulator.trigger.mapping.FunctionUrlConfig.InvokeMode;
import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Function URLs of InvokeMode RESPONSE_STREAM, to http.Handlers behind AWS's own adapter. */
@Requires({ROOT, GO})
class FunctionUrlStreamTests {
  private final StreamGate gate = new StreamGate();
  private EmulatorFixture fixture;
  private WebClient client;

  @AfterEach
  void close() {
    fixture.close();
    gate.close();
  }

  /** The client opens the gate when it has seen the first bytes: else neither would get on. */
  @Test
  void postWhenFunctionStreamsThenBytesComeAsTheyAreMade() throws Exception {
    serve("web-stream-go");

    try (Socket socket = client.connect()) {
      socket
          .getOutputStream()
          .write(
              ("POST /lambda-url/web-stream-go/a/b?gate="
                      + gate.url()
                      + " HTTP/1.1\r\nHost: t\r\nConnection: close\r\nContent-Length: 3\r\n\r\n...")
                  .getBytes(StandardCharsets.UTF_8));
      InputStream in = socket.getInputStream();
      String head = readUntil(in, "first");
      gate.open();
      String rest = new String(in.readAllBytes(), StandardCharsets.UTF_8);

      assertThat(head)
          .startsWith("HTTP/1.1 202 Accepted\r\n")
          .contains("Content-Type: text/plain\r\n", "X-Path: /a/b\r\n", "x-amzn-RequestId: ")
          .contains("Set-Cookie: a=1; Path=/\r\n", "Set-Cookie: b=2\r\n")
          .doesNotContain("last")
          .doesNotContain("\0");
      assertThat(rest).contains("...", "last").endsWith("\r\n0\r\n\r\n");
    }
  }

  @Test
  void postWhenBodyIsLargeThenAllOfItComesBack() throws Exception {
    serve("web-stream-go");
    String body = "0123456789".repeat(300_000);

    HttpResponse<String> response =
        client.send("POST", "/lambda-url/web-stream-go/", body, "Content-Type", "text/plain");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.body()).isEqualTo("first" + body + "last");
  }

  @Test
  void headWhenFunctionStreamsThenOnlyTheHeadIsSent() throws Exception {
    serve("web-stream-go");

    HttpResponse<String> head = client.send("HEAD", "/lambda-url/web-stream-go/", null);

    assertThat(head.statusCode()).isEqualTo(202);
    assertThat(head.body()).isEmpty();
    assertThat(client.send("GET", "/lambda-url/web-stream-go/", null).body())
        .isEqualTo("firstlast");
  }

  /** A part that looked like the whole would be believed. */
  @Test
  void getWhenFunctionBreaksInTheMiddleThenTheConnectionBreaksOff() throws Exception {
    serve("web-stream-go");

    assertThatThrownBy(() -> client.send("GET", "/lambda-url/web-stream-go/?then=exit", null))
        .isInstanceOf(IOException.class);
  }

  /** As recorded: the mode does not read the answer, it passes it on. */
  @Test
  void getWhenFunctionDoesNotStreamThenItsJsonIsTheBody() throws Exception {
    serve("web-events-go");

    HttpResponse<String> response = client.send("GET", "/lambda-url/web-events-go/", null);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.body()).startsWith("{\"statusCode\":201,");
  }

  @Test
  void getWhenFunctionFailsBeforeItStreamsThenIsBadGateway() throws Exception {
    serve("web-events-go");

    HttpResponse<String> response = client.send("GET", "/lambda-url/web-events-go/?q=error", null);

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).isEqualTo("Internal Server Error");
  }

  private void serve(String function) throws IOException {
    fixture = EmulatorFixture.with(function, EmulatorFixture.memory(1769));
    fixture
        .emulator()
        .configure(
            new FunctionUrl(
                "id" + function.length(),
                FunctionReference.named(function),
                new FunctionUrlConfig(AuthType.NONE, null, InvokeMode.RESPONSE_STREAM)));
    client =
        new WebClient(
            fixture.emulator().serve(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
  }

  private static String readUntil(InputStream in, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int next = in.read();
      assertThat(next).as("after %s", text).isNotNegative();
      text.append((char) next);
    }
    return text.toString();
  }
}
