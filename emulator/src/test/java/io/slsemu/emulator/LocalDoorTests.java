package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.GO;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.function.FunctionNotFoundException;
import io.slsemu.emulator.trigger.LocalDoor;
import io.slsemu.emulator.trigger.LocalDoor.Kind;
import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Front doors with ports of their own, to a function with aws-lambda-go's event types. */
@Requires({ROOT, GO})
class LocalDoorTests {
  @AutoClose
  private final EmulatorFixture fixture =
      EmulatorFixture.with("web-events-go", EmulatorFixture.memory(1769));

  @Test
  void postWhenDoorIsARestApiThenTheFunctionSeesVersionOne() throws Exception {
    WebClient client = open(new LocalDoor(Kind.API_GATEWAY_V1, List.of("*/*"), false));

    HttpResponse<String> response =
        client.send(
            "POST",
            "/hello/world/?q=203&q=202",
            "{\"k\":1}",
            "Content-Type",
            "application/json",
            "Accept",
            "application/json",
            "X-Test",
            "one",
            "Cookie",
            "c1=v1; c2=v2");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.body())
        .startsWith(
            "{\"door\":\"1.0\",\"method\":\"POST\",\"path\":\"hello/world\",\"query\":\"202\","
                + "\"header\":\"one\",\"cookie\":\"c1=v1; c2=v2\",\"body\":\"{\\\"k\\\":1}\","
                + "\"base64\":true,\"request\":\""
                + response.headers().firstValue("x-amzn-RequestId").orElseThrow());
    assertThat(response.headers().allValues("Set-Cookie")).containsExactly("a=1; Path=/", "b=2");
  }

  @Test
  void getWhenFunctionOfARestApiFailsThenIsBadGateway() throws Exception {
    WebClient client = open(new LocalDoor(Kind.API_GATEWAY_V1, List.of(), false));

    HttpResponse<String> response = client.send("GET", "/?q=error", null);

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).isEqualTo("{\"message\": \"Internal server error\"}");
  }

  /** Over Lambda's limit, and then over the gateway's own. */
  @Test
  void postWhenBodyIsTooLargeForARestApiThenSaysForWhom() throws Exception {
    WebClient client = open(new LocalDoor(Kind.API_GATEWAY_V1, List.of(), false));

    HttpResponse<String> event = client.send("POST", "/", "x".repeat(7_000_000));
    HttpResponse<String> body = client.send("POST", "/", "x".repeat(10_485_761));

    assertThat(event.statusCode()).isEqualTo(413);
    assertThat(event.body()).isEqualTo("{\"message\": \"Request Too Long\"}");
    assertThat(body.statusCode()).isEqualTo(413);
    assertThat(body.body()).isEqualTo("HTTP content length exceeded 10485760 bytes.");
  }

  @Test
  void postWhenDoorIsAnHttpApiThenTheFunctionSeesVersionTwo() throws Exception {
    WebClient client = open(new LocalDoor(Kind.API_GATEWAY_V2, List.of(), false));

    HttpResponse<String> response = client.send("PATCH", "/hello?q=202", "a=b");
    HttpResponse<String> failed = client.send("GET", "/?q=error", null);

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.body())
        .startsWith("{\"door\":\"2.0\",\"method\":\"PATCH\",\"path\":\"/hello\"");
    assertThat(response.headers().allValues("Set-Cookie")).containsExactly("a=1; Path=/", "b=2");
    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(failed.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
  }

  @Test
  void getWhenDoorIsALoadBalancerThenTheFunctionSeesItsEvent() throws Exception {
    WebClient client = open(new LocalDoor(Kind.ALB, List.of(), false));

    HttpResponse<String> response = client.send("GET", "/hello?q=1&q=202", null, "X-Test", "one");
    String raw = client.exchange("GET /?q=418 HTTP/1.0\r\nHost: t\r\n\r\n");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.body())
        .startsWith(
            "{\"door\":\"elb\",\"method\":\"GET\",\"path\":\"/hello\",\"query\":\"202\","
                + "\"header\":\"one\"");
    assertThat(raw).contains(" 418 Seen\r\n");
  }

  @Test
  void postWhenBodyIsOverAMegabyteThenTheLoadBalancerRefuses() throws Exception {
    WebClient client = open(new LocalDoor(Kind.ALB, List.of(), false));

    HttpResponse<String> response = client.send("POST", "/", "x".repeat(1_048_577));
    HttpResponse<String> failed = client.send("GET", "/?q=error", null);

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(failed.statusCode()).isEqualTo(502);
    assertThat(failed.body()).contains("<center><h1>502 Bad Gateway</h1></center>");
  }

  @Test
  void openWhenThereIsNoSuchFunctionThenIsRefused() {
    LocalDoor door = new LocalDoor(Kind.ALB, List.of(), false);

    assertThatThrownBy(() -> fixture.emulator().open(door, "nobody", loopback()))
        .isInstanceOf(FunctionNotFoundException.class);
  }

  private WebClient open(LocalDoor door) throws IOException {
    return new WebClient(fixture.emulator().open(door, "web-events-go", loopback()));
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }
}
