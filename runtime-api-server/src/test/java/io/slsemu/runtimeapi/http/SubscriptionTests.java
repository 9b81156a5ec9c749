package io.slsemu.runtimeapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.runtimeapi.http.RawClient.Reply;
import io.slsemu.runtimeapi.telemetry.TelemetrySession;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Telemetry and Logs APIs as an extension sees them. */
class SubscriptionTests extends ConnectedSubscriber {

  @ParameterizedTest
  @DisplayName(
      "8.8/95: a subscription is 200 \"OK\", not the emulator's 202, and the platform hears")
  @ValueSource(strings = {TELEMETRY, TELEMETRY + "/"})
  void putWhenGoodThenOk(String path) throws IOException {
    Reply reply = put(path, FIRST, GOOD);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(reply.text()).isEqualTo("\"OK\"");
    assertThat(told).containsExactly("TELEMETRY first [PLATFORM, FUNCTION]");
  }

  @Test
  @DisplayName("8.8/95: the Logs API has its own versions and a default")
  void putWhenLogsThenOk() throws IOException {
    String body = "{\"types\":[\"platform\"],\"destination\":{\"protocol\":\"TCP\",\"port\":80}}";

    assertThat(put(LOGS, FIRST.toUpperCase(Locale.ROOT), body).text()).isEqualTo("\"OK\"");
    assertThat(told).containsExactly("LOGS first [PLATFORM]");
  }

  @Test
  @DisplayName("8.8/95: repeated subscriber: OK again, subscribed once")
  void putWhenRepeatedThenOkAndOnce() throws IOException {
    put(TELEMETRY, FIRST, GOOD);

    assertThat(put(TELEMETRY, FIRST, GOOD).text()).isEqualTo("\"OK\"");
    assertThat(put(TELEMETRY, SECOND, GOOD).text()).isEqualTo("\"OK\"");
    assertThat(told).hasSize(2);
  }

  @Test
  @DisplayName("8.8/95: both APIs: refused")
  void putWhenWithTheOtherApiThenRefused() throws IOException {
    put(TELEMETRY, FIRST, GOOD);

    Reply reply = put(LOGS, FIRST, GOOD.replace("2022-12-13", "2021-03-18"));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text())
        .isEqualTo(
            "{\"errorType\":\"Logs.ValidationError\",\"errorMessage\":"
                + "\"first is subscribed to the other API; use one of the two\"}");
  }

  @Test
  @DisplayName("8.3/55, 8.8/95: identifier missing, malformed, unknown: three distinct 403s")
  void putWhenNobodyKnownThenForbidden() throws IOException {
    String unknown = "11111111-2222-3333-4444-555555555555";

    assertForbidden(
        extension(TELEMETRY, GOOD),
        "Missing Lambda-Extension-Identifier header",
        "Extension.MissingExtensionIdentifier");
    assertForbidden(
        put(TELEMETRY, "x\"y", GOOD),
        "Invalid Lambda-Extension-Identifier",
        "Extension.InvalidExtensionIdentifier");
    assertForbidden(
        put(LOGS, unknown, GOOD),
        "Unknown extension " + unknown,
        "Extension.UnknownExtensionIdentifier");
    assertThat(told).isEmpty();
  }

  @Test
  @DisplayName("8.8/95: closed once Init is over")
  void putWhenInitIsOverThenForbidden() throws IOException {
    telemetry.initEnded();

    assertForbidden(
        put(TELEMETRY, FIRST, GOOD),
        "Telemetry API subscription is closed",
        "Telemetry.SubscriptionClosed");
    assertForbidden(
        put(LOGS, FIRST, GOOD.replace("2022-12-13", "2020-08-15")),
        "Logs API subscription is closed already",
        "Logs.SubscriptionClosed");
  }

  @Test
  @DisplayName("8.8/96: a wrong value is named in JSON that can be read")
  void putWhenWrongThenValidationError() throws IOException {
    Reply reply = put(TELEMETRY, FIRST, GOOD.replace("2022-12-13", "x\\\"\\n"));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(reply.text())
        .isEqualTo(
            "{\"errorType\":\"ValidationError\",\"errorMessage\":\"schemaVersion must be one of "
                + "[2022-07-01, 2022-12-13, 2025-01-29], not \\\"x\\\\\\\"\\\\n\\\"\"}");
  }

  @Test
  @DisplayName("8.2/46: a body over 1 MiB is 413")
  void putWhenTooLargeThenRefused() throws IOException {
    Reply reply = put(TELEMETRY, FIRST, " ".repeat((1 << 20) + 1));

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.text()).contains("(1048576 bytes)", "RequestEntityTooLarge");
    assertThat(put(TELEMETRY, FIRST, GOOD + " ".repeat(1_000_000)).status()).isEqualTo(200);
  }

  @Test
  @DisplayName("8.2/22: known paths with another verb are 405")
  void getWhenPathIsKnownThenMethodNotAllowed() throws IOException {
    assertThat(extension.get(TELEMETRY).status()).isEqualTo(405);
    assertThat(extension.post(LOGS, "{}").status()).isEqualTo(405);
  }

  @Test
  @DisplayName("8.8/95: managed instances have no Logs API")
  void putWhenManagedInstancesThenNoLogs() throws IOException {
    try (TelemetrySession managed = new TelemetrySession(platform(true), this::name);
        RawClient client = connect(managed)) {
      assertThat(client.get(LOGS).status()).isEqualTo(404);
      assertThat(client.get(TELEMETRY).status()).isEqualTo(405);
    }
  }

  private static void assertForbidden(Reply reply, String message, String type) {
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.text())
        .isEqualTo("{\"errorMessage\":\"" + message + "\",\"errorType\":\"" + type + "\"}\n");
  }
}
