package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.RuntimeApiEndpoint;
import io.slsemu.runtimeapi.http.RawClient.Reply;
import io.slsemu.runtimeapi.model.PeerPolicy;
import io.slsemu.runtimeapi.session.ExtensionSession;
import io.slsemu.runtimeapi.session.RuntimeSession;
import io.slsemu.runtimeapi.telemetry.SubscriptionApi;
import io.slsemu.runtimeapi.telemetry.TelemetryEvent.Category;
import io.slsemu.runtimeapi.telemetry.TelemetryListener;
import io.slsemu.runtimeapi.telemetry.TelemetryPlatform;
import io.slsemu.runtimeapi.telemetry.TelemetrySession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** For tests that play an extension which subscribes to telemetry. */
abstract class ConnectedSubscriber implements TelemetryListener {

  static final String TELEMETRY = "/2022-07-01/telemetry";
  static final String LOGS = "/2020-08-15/logs";
  static final String FIRST = "3cd2d5b1-4cc2-4b1b-a8d5-9b1a6d3e7f10";
  static final String SECOND = "9e107d9d-3720-4d3c-8f1e-0a5b9c7d2e44";
  static final String MANY = "00000000-0000-4000-8000-";

  static final String GOOD =
      "{\"schemaVersion\":\"2022-12-13\",\"types\":[\"platform\",\"function\"],"
          + "\"buffering\":{\"maxItems\":1000,\"maxBytes\":262144,\"timeoutMs\":100},"
          + "\"destination\":{\"protocol\":\"HTTP\",\"URI\":\"http://sandbox.localdomain:8080/x\"}}";

  final List<String> told = new CopyOnWriteArrayList<>();
  final TelemetrySession telemetry = new TelemetrySession(platform(false), this::name);
  ApiFixture api;
  RawClient extension;

  @BeforeEach
  void open() throws IOException {
    api = new ApiFixture();
    extension = connect(telemetry);
  }

  @AfterEach
  void close() throws IOException {
    extension.close();
    api.close();
  }

  Reply put(String path, String identifier, String body) throws IOException {
    sendPut(path, identifier, body.getBytes(StandardCharsets.UTF_8));
    return extension.read();
  }

  void sendPut(String path, String identifier, byte[] body) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(
        ("PUT "
                + path
                + " HTTP/1.1\r\nHost: t\r\nLambda-Extension-Identifier: "
                + identifier
                + "\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    request.writeBytes(body);
    extension.send(request.toByteArray());
  }

  /** Without an identifier. */
  Reply extension(String path, String body) throws IOException {
    extension.send(
        "PUT "
            + path
            + " HTTP/1.1\r\nHost: t\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
    return extension.read();
  }

  RawClient connect(TelemetrySession session) throws IOException {
    RuntimeApiEndpoint endpoint =
        api.server.open(
            new RuntimeSession(System::nanoTime, ExtensionSession.disabled(), session),
            InetAddress.getLoopbackAddress(),
            PeerPolicy.ANYONE);
    return new RawClient(endpoint.address());
  }

  Optional<String> name(UUID identifier) {
    String text = identifier.toString();
    return text.startsWith(MANY)
        ? Optional.of(text)
        : Optional.ofNullable(Map.of(FIRST, "first", SECOND, "second").get(text));
  }

  /** Nothing is emitted here, so that nobody is connected to, and no thread has work. */
  TelemetryPlatform platform(boolean managedInstances) {
    return new TelemetryPlatform(
        port -> {
          throw new ConnectException("nobody");
        },
        (name, work) -> {},
        this,
        Clock.systemUTC(),
        System::nanoTime,
        managedInstances);
  }

  @Override
  public void subscribed(SubscriptionApi to, String name, List<Category> categories) {
    told.add(to + " " + name + " " + categories);
  }

  @Override
  public void dropped(SubscriptionApi to, String name, String reason, long records, long bytes) {
    throw new AssertionError("nothing was emitted");
  }
}
