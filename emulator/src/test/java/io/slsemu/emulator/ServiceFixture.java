package io.slsemu.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.EmulatorConfig.InitReport;
import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.code.TestArchive;
import io.slsemu.emulator.placement.LifeTime;
import io.slsemu.fixtures.Functions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An emulator that serves the service API, and a caller of it. */
final class ServiceFixture implements AutoCloseable {
  static final String FUNCTIONS = "/2015-03-31/functions";
  static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:";
  static final String ROLE = "arn:aws:iam::123456789012:role/lambda-basic-exec";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RecordingListener listener = new RecordingListener();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Emulator emulator;
  private final InetSocketAddress address;

  private ServiceFixture(ServiceSettings settings, Consumer<Emulator> before) {
    emulator =
        Emulator.start(
            new EmulatorConfig(
                SandboxKind.PROCESS,
                LifeTime.idle(LifeTime.DEFAULT_KEEP_ALIVE),
                InitReport.ALWAYS,
                true,
                DockerSettings.DEFAULTS,
                1_000,
                listener,
                null,
                settings));
    try {
      before.accept(emulator);
      address = emulator.serve(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      emulator.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      emulator.close();
      throw e;
    }
  }

  /** One in which everything is done at once. */
  static ServiceFixture atOnce() {
    return settling(Duration.ZERO);
  }

  /** One in which functions and updates take their time. */
  static ServiceFixture settling(Duration settling) {
    return with(new ServiceSettings(null, settling));
  }

  /** One that keeps its functions. */
  static ServiceFixture keeping(Path state) {
    return with(new ServiceSettings(state, Duration.ZERO));
  }

  /**
   * One that keeps its functions, and begins as the command does that names some.
   *
   * @param before it serves
   */
  static ServiceFixture keeping(Path state, Consumer<Emulator> before) {
    return new ServiceFixture(new ServiceSettings(state, Duration.ZERO), before);
  }

  /** One that behaves otherwise. */
  static ServiceFixture with(ServiceSettings settings) {
    return new ServiceFixture(settings, emulator -> {});
  }

  int port() {
    return address.getPort();
  }

  Emulator emulator() {
    return emulator;
  }

  RecordingListener listener() {
    return listener;
  }

  /** A function that says hello, or whatever else. */
  static byte[] archive(String greeting) {
    try {
      String program =
          Files.readString(Functions.directory("hello").resolve("bootstrap"))
              .replace("hello, ", greeting + ", ");
      return TestArchive.executable("bootstrap", program.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What creates a function with a CPU and time enough for a machine that has much else to do. */
  static ObjectNode creation(String name) {
    return leastCreation(name).put("MemorySize", 1769).put("Timeout", 60);
  }

  /** The least that creates a function. */
  static ObjectNode leastCreation(String name) {
    ObjectNode request = JSON.createObjectNode();
    request.put("FunctionName", name).put("Role", ROLE);
    request.put("Runtime", "provided.al2023").put("Handler", "bootstrap");
    request.putObject("Code").put("ZipFile", archive("hello"));
    return request;
  }

  /** An empty object. */
  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  ServiceFixture create(String name) {
    assertThat(post(FUNCTIONS, creation(name)).statusCode()).isEqualTo(201);
    return this;
  }

  HttpResponse<String> get(String path) {
    return send("GET", path, null);
  }

  HttpResponse<String> delete(String path) {
    return send("DELETE", path, null);
  }

  HttpResponse<String> post(String path, JsonNode body) {
    return send("POST", path, body.toString());
  }

  HttpResponse<String> put(String path, JsonNode body) {
    return send("PUT", path, body.toString());
  }

  /** Calls a function; the name may be any form, with a query behind it. */
  HttpResponse<String> invoke(String name, String query) {
    return send("POST", FUNCTIONS + "/" + name + "/invocations" + query, "{\"name\":\"Ada\"}");
  }

  HttpResponse<String> send(String method, String path, @Nullable String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .timeout(Duration.ofSeconds(60))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A header of an answer, empty if it is not there. */
  static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  static void assertError(HttpResponse<String> response, int status, String type, String body) {
    assertThat(response.body()).isEqualTo(body);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(header(response, "x-amzn-ErrorType")).isEqualTo(type);
    assertThat(header(response, "Content-Type")).isEqualTo("application/json");
    assertThat(header(response, "x-amzn-RequestId")).hasSize(36);
  }

  @Override
  public void close() {
    emulator.close();
  }
}
