package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.fixtures.Functions;
import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The HTTP path that AWS's Runtime Interface Emulator has, with the service's own answers. */
@Requires(ROOT)
class ServeTests {
  private static final String PATH = "/2015-03-31/functions/function/invocations";
  private final HttpClient client = HttpClient.newHttpClient();
  @AutoClose private EmulatorFixture fixture;
  private InetSocketAddress address;

  @BeforeEach
  void serve() throws IOException {
    fixture = EmulatorFixture.with("hello", EmulatorFixture.memory(1769));
    address = fixture.emulator().serve(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @Test
  @DisplayName("8.1/12: version, request id and JSON content type are there")
  void postWhenEventIsGoodThenAnswersAsTheServiceDoes() throws Exception {
    HttpResponse<String> response = post(PATH, "{\"name\":\"Ada\"}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"message\":\"hello, Ada\"}");
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.headers().firstValue("X-Amz-Executed-Version")).hasValue("$LATEST");
    assertThat(response.headers().firstValue("x-amzn-RequestId"))
        .hasValueSatisfying(id -> assertThat(id).hasSize(36));
    assertThat(response.headers().firstValue("X-Amz-Function-Error")).isEmpty();
  }

  /**
   * The next call may come before the runtime is back at next: it waits, and is not a cold start.
   */
  @Test
  void postWhenCalledInALoopThenOneEnvironmentServesAll() throws Exception {
    for (int call = 0; call < 40; call++) {
      assertThat(post(PATH, "{\"name\":\"" + call + "\"}").body())
          .isEqualTo("{\"message\":\"hello, " + call + "\"}");
    }

    assertThat(fixture.listener().lines())
        .filteredOn(line -> line.startsWith("INIT_START"))
        .hasSize(1);
  }

  @Test
  void getFunctionWhenItsCodeIsADirectoryThenSizeAndPlaceAreItsOwn() throws Exception {
    Path directory = Functions.directory("hello");

    HttpRequest request = request("/2015-03-31/functions/hello", "").GET().build();

    String shown = client.send(request, HttpResponse.BodyHandlers.ofString()).body();

    long bytes =
        Files.size(directory.resolve("bootstrap")) + Files.size(directory.resolve("README.md"));
    assertThat(shown)
        .contains("\"CodeSize\":" + bytes + ",")
        .contains("\"Location\":\"" + directory.toUri());
  }

  @Test
  void postWhenThereIsNoBodyThenTheEventIsAnEmptyObject() throws Exception {
    assertThat(post(PATH, "").body()).isEqualTo("{\"message\":\"hello, world\"}");
  }

  @Test
  void postWhenBodyIsNoJsonThenSaysWhere() throws Exception {
    HttpResponse<String> response = post(PATH, "{\"name\":");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("x-amzn-ErrorType"))
        .hasValue("InvalidRequestContentException");
    assertThat(response.body())
        .startsWith("{\"Type\":\"User\",\"message\":\"Could not parse request body into json: ");
  }

  @Test
  @DisplayName("8.1/16: a request over 6 MB is 413, never cut")
  void postWhenBodyIsTooLargeThenIsRefused() throws Exception {
    HttpResponse<String> response = post(PATH, "\"" + "x".repeat(6_291_455) + "\"");

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.headers().firstValue("x-amzn-ErrorType"))
        .hasValue("RequestEntityTooLargeException");
    assertThat(response.body())
        .isEqualTo(
            "{\"Message\":\"Request must be smaller than 6291456 bytes for the InvokeFunction"
                + " operation\"}");
  }

  @Test
  void postWhenPathIsAnotherThenNamesTheOneThatIsServed() throws Exception {
    HttpResponse<String> response = post("/nowhere", "{}");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("/nowhere").contains(PATH);
  }

  @ParameterizedTest
  @CsvSource({
    "{not base64,it is not base64",
    "bm8ganNvbg==,it is not JSON",
    "TOO_LONG,'it has 3584 bytes, the service allows 3583'"
  })
  void postWhenClientContextCannotBeOneThenSaysWhy(String context, String why) throws Exception {
    String sent = context.equals("TOO_LONG") ? "e30=".repeat(896) : context;
    HttpRequest request = request(PATH, "{}").header("X-Amz-Client-Context", sent).build();

    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("x-amzn-ErrorType"))
        .hasValue("InvalidRequestContentException");
    assertThat(response.body())
        .contains("Client context must be a valid Base64-encoded JSON object. (" + why);
  }

  @Test
  void postWhenClientContextIsGoodThenIsTaken() throws Exception {
    String context = Base64.getEncoder().encodeToString("{\"custom\":{}}".getBytes());
    HttpRequest request = request(PATH, "{}").header("X-Amz-Client-Context", context).build();

    assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void postWhenSeveralFunctionsAndNoneNamedFunctionThenListsThem() throws Exception {
    fixture
        .emulator()
        .deploy(
            FunctionConfiguration.of("second"),
            FunctionCode.directory(Functions.directory("hello")));

    HttpResponse<String> response = post(PATH, "{}");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("[hello, second]");
  }

  @Test
  @DisplayName("8.1/15, 8.1/19: a call there is no concurrency for is refused with the reason")
  void postWhenFunctionIsSwitchedOffThenIsThrottledInTheServicesForm() throws Exception {
    fixture.emulator().reserve("hello", 0);

    HttpResponse<String> response = post(PATH, "{}");

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.body())
        .isEqualTo(
            "{\"Reason\":\"ReservedFunctionConcurrentInvocationLimitExceeded\",\"Type\":\"User\","
                + "\"message\":\"Rate Exceeded.\"}");
    assertThat(response.headers().firstValue("x-amzn-ErrorType"))
        .hasValue("TooManyRequestsException");
    assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
  }

  /** Its answer is out before its runtime is back at next: the next call waits for that. */
  @Test
  void postWhenOneAtATimeIsReservedThenACallerInALoopIsNotThrottled() throws Exception {
    fixture.emulator().reserve("hello", 1);
    for (int call = 0; call < 8; call++) {
      assertThat(post(PATH, "{}").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void serveWhenPortIsTakenThenFailsAtOnce() {
    assertThatThrownBy(() -> fixture.emulator().serve(address)).isInstanceOf(IOException.class);
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(request(path, body).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path, String body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + path))
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }
}
