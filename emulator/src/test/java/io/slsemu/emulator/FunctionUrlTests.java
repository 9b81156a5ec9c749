package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.GO;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.function.FunctionReference;
import io.slsemu.emulator.trigger.FunctionUrl;
import io.slsemu.emulator.trigger.mapping.Cors;
import io.slsemu.emulator.trigger.mapping.FunctionUrlConfig;
import io.slsemu.emulator.trigger.mapping.FunctionUrlConfig.AuthType;
import io.slsemu.emulator.trigger.mapping.FunctionUrlConfig.InvokeMode;
import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Function URLs over real HTTP, to a function with aws-lambda-go's event types. */
@Requires({ROOT, GO})
class FunctionUrlTests {
  private static final String ID = "abcdefghijklmnopqrstuvwxyz012345";
  private static final String FRONT = "/lambda-url/web-events-go";

  @AutoClose private EmulatorFixture fixture;
  private WebClient client;

  @BeforeEach
  void serve() throws IOException {
    fixture = EmulatorFixture.with("web-events-go", EmulatorFixture.memory(1769));
    client =
        new WebClient(
            fixture.emulator().serve(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
  }

  @Test
  void postWhenFunctionIsNamedThenItSeesTheRequestWithoutTheFront() throws Exception {
    HttpResponse<String> response =
        client.send(
            "POST",
            FRONT + "/a%20b/c?q=202",
            "{\"k\":1}",
            "Content-Type",
            "application/json",
            "X-Test",
            "one",
            "X-Test",
            "two",
            "Cookie",
            "c1=v1; c2=v2");

    String requestId = response.headers().firstValue("x-amzn-RequestId").orElseThrow();
    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.body())
        .isEqualTo(
            "{\"door\":\"2.0\",\"method\":\"POST\",\"path\":\"/a%20b/c\",\"query\":\"202\","
                + "\"header\":\"one,two\",\"cookie\":\"c2=v2\",\"body\":\"{\\\"k\\\":1}\","
                + "\"base64\":false,\"request\":\""
                + requestId
                + "\"}");
    assertThat(response.headers().allValues("Set-Cookie")).containsExactly("a=1; Path=/", "b=2");
    assertThat(response.headers().firstValue("X-Fixture")).hasValue("2.0");
    assertThat(fixture.listener().lines())
        .anyMatch(line -> line.startsWith("START RequestId: " + requestId));
  }

  @Test
  void postWhenBodyIsNoTextThenComesInBase64() throws Exception {
    HttpResponse<String> response =
        client.send("POST", FRONT, "a=b", "Content-Type", "application/x-www-form-urlencoded");

    assertThat(response.body()).contains("\"path\":\"/\"", "\"body\":\"a=b\"", "\"base64\":true");
  }

  @Test
  void getWhenAnswerHasNoStatusThenIsTheBody() throws Exception {
    HttpResponse<String> response = client.send("GET", FRONT + "/plain", null);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.body()).isEqualTo("{\"hello\":\"world\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"204", "304"})
  void getWhenStatusHasNoBodyThenNoneIsSent(String status) throws Exception {
    HttpResponse<String> response = client.send("GET", FRONT + "/?q=" + status, null);

    assertThat(response.statusCode()).isEqualTo(Integer.parseInt(status));
    assertThat(client.send("GET", FRONT + "/?q=201", null).statusCode()).isEqualTo(201);
  }

  @Test
  void headWhenAnsweredThenHasNoBody() throws Exception {
    HttpResponse<String> response = client.send("HEAD", FRONT + "/?q=200", null);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(client.send("GET", FRONT + "/?q=201", null).statusCode()).isEqualTo(201);
  }

  @Test
  void getWhenFunctionFailsThenIsBadGateway() throws Exception {
    HttpResponse<String> response = client.send("GET", FRONT + "/?q=error", null);

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).isEqualTo("Internal Server Error");
  }

  @Test
  void getWhenStatusIsNoneThenTheDeveloperIsToldWhy() throws Exception {
    HttpResponse<String> response = client.send("GET", FRONT + "/x?q=999", null);

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(fixture.listener().notices())
        .contains(
            "web-events-go answered GET /x with what is no HTTP response: its statusCode is 999,"
                + " not a number from 200 to 599");
  }

  @Test
  void getWhenFunctionIsSwitchedOffThenIsThrottled() throws Exception {
    fixture.emulator().reserve("web-events-go", 0);

    assertThat(client.send("GET", FRONT, null).statusCode()).isEqualTo(429);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/lambda-url/nobody/x", "/lambda-url/", "/lambda-url/web-events-go:7/"})
  void getWhenNobodyIsThereThenNamesThoseThereAre(String target) throws Exception {
    HttpResponse<String> response = client.send("GET", target, null);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("[web-events-go]");
  }

  @Test
  void postWhenBodyIsOverTheLimitThenIsTooLarge() throws Exception {
    String body = "x".repeat(6_291_457);

    HttpResponse<String> response = client.send("POST", FRONT, body, "Content-Type", "text/plain");

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("6291456");
  }

  @Test
  void getWhenHostNamesTheUrlThenThePathIsWhole() throws Exception {
    configure(AuthType.NONE, null);

    String response =
        client.exchange(
            "GET /lambda-url/x?q=203 HTTP/1.1\r\nHost: "
                + ID
                + ".lambda-url.us-east-1.on.aws\r\nConnection: close\r\n\r\n");

    assertThat(response).startsWith("HTTP/1.1 203 ").contains("\"path\":\"/lambda-url/x\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/lambda-url/" + ID + "/", FRONT})
  void getWhenUrlIsForSignersThenTheUnsignedAreForbidden(String target) throws Exception {
    configure(AuthType.AWS_IAM, null);

    HttpResponse<String> unsigned = client.send("GET", target, null);
    HttpResponse<String> signed =
        client.send(
            "GET",
            target,
            null,
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/lambda/aws4_request, Signature=0");

    assertThat(unsigned.statusCode()).isEqualTo(403);
    assertThat(unsigned.body()).startsWith("{\"Message\":\"Forbidden. For troubleshooting");
    assertThat(signed.statusCode()).isEqualTo(201);
  }

  @Test
  void optionsWhenPreflightThenTheFunctionIsNotAsked() throws Exception {
    configure(
        AuthType.NONE,
        new Cors(false, List.of("*"), List.of("GET"), List.of("*"), List.of("x-fixture"), 5));

    HttpResponse<String> preflight =
        client.send(
            "OPTIONS",
            "/lambda-url/" + ID + "/",
            null,
            "Origin",
            "https://shop.example",
            "Access-Control-Request-Method",
            "GET");
    HttpResponse<String> get =
        client.send("GET", "/lambda-url/" + ID + "/", null, "Origin", "https://shop.example");

    assertThat(preflight.statusCode()).isEqualTo(200);
    assertThat(preflight.headers().firstValue("Access-Control-Max-Age")).hasValue("5");
    assertThat(get.headers().firstValue("Access-Control-Allow-Origin"))
        .hasValue("https://shop.example");
    assertThat(get.headers().firstValue("Access-Control-Expose-Headers")).hasValue("x-fixture");
    assertThat(fixture.listener().lines()).filteredOn(line -> line.startsWith("START")).hasSize(1);
  }

  /** The function answers all it gets with 201; 400 is the server's. */
  @Test
  void requestsWhenMutatedThenAreAnsweredOrRefused() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    // Without the parameter q, by which the function is told what status to answer with.
    String model =
        "POST "
            + FRONT
            + "/a%20b?plain=x&r=%41 HTTP/1.1\r\nHost: t\r\nContent-Type: text/plain\r\n"
            + "Cookie: a=1; b\r\nX-Amzn-Trace-Id: Root=1-1-1\r\nContent-Length: 2\r\n\r\n{}";
    for (int i = 0; i < 500; i++) {
      StringBuilder request = new StringBuilder(model);
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        request.setCharAt(random.nextInt(request.length()), (char) random.nextInt(256));
      }

      assertThat(answer(request.toString()))
          .as("seed %d, request %d: %s", seed, i, request)
          .doesNotContainPattern("HTTP/1\\.[01] 5");
    }
  }

  private String answer(String request) {
    try {
      return client.exchange(request);
    } catch (IOException e) {
      return "(reset)";
    }
  }

  private void configure(AuthType authType, Cors cors) {
    fixture
        .emulator()
        .configure(
            new FunctionUrl(
                ID,
                FunctionReference.named("web-events-go"),
                new FunctionUrlConfig(authType, cors, InvokeMode.BUFFERED)));
  }
}
