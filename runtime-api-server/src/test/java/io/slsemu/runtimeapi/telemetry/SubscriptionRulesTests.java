package io.slsemu.runtimeapi.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.runtimeapi.telemetry.TelemetryEvent.Category;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("8.8/96: validation of subscriptions")
class SubscriptionRulesTests {

  private static final String HTTP =
      "{'protocol':'HTTP','URI':'http://sandbox.localdomain:8080/a%20b/ü?c=d#e'}";

  @Test
  @DisplayName("8.8/96: what is left out has the documented default")
  void readWhenMinimalThenDefaults() throws InvalidSubscriptionException {
    Subscription read = read(body("2022-07-01", "['function','platform','function']", "", HTTP));

    assertThat(read.categories()).containsExactly(Category.FUNCTION, Category.PLATFORM);
    assertThat(read.buffering()).isEqualTo(new Buffering(10_000, 262_144, 1_000));
    assertThat(read.destination())
        .isEqualTo(new Destination.Http("POST", "sandbox.localdomain", 8080, "/a%20b/%C3%BC?c=d"));
  }

  @Test
  @DisplayName("8.8/96: what is asked for is what one gets")
  void readWhenCompleteThenAsGiven() throws InvalidSubscriptionException {
    Subscription read =
        read(
            body(
                "2025-01-29",
                "['extension']",
                "'buffering':{'maxItems':1000,'maxBytes':1048576,'timeoutMs':25},",
                "{'protocol':'TCP','port':65535}"));

    assertThat(read.buffering()).isEqualTo(new Buffering(1_000, 1_048_576, 25));
    assertThat(read.destination()).isEqualTo(new Destination.Tcp(65_535));
  }

  @ParameterizedTest
  @DisplayName("8.8/96: schema versions are those of the API")
  @CsvSource({
    "TELEMETRY,2022-07-01,true", "TELEMETRY,2022-12-13,true", "TELEMETRY,2025-01-29,true",
    "TELEMETRY,2020-08-15,false", "TELEMETRY,2021-03-18,false", "TELEMETRY,x,false",
    "LOGS,2020-08-15,true", "LOGS,2021-03-18,true", "LOGS,2022-07-01,false"
  })
  void readWhenVersionIsGivenThenKnownOnesPass(SubscriptionApi api, String version, boolean known) {
    byte[] request = bytes(body(version, "['platform']", "", HTTP));

    if (known) {
      assertThatCode(() -> SubscriptionRules.read(api, false, request)).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> SubscriptionRules.read(api, false, request))
          .hasMessageStartingWith("schemaVersion must be one of [")
          .hasMessageEndingWith("not \"" + version + "\"");
    }
  }

  @Test
  @DisplayName("8.8/96: the Logs API alone has a default schema version")
  void readWhenVersionIsAbsentThenLogsOnlyPasses() throws InvalidSubscriptionException {
    byte[] request = bytes("{'types':['platform'],'destination':{'protocol':'TCP','port':1}}");

    assertThat(SubscriptionRules.read(SubscriptionApi.LOGS, false, request).schemaVersion())
        .isEqualTo("2020-08-15");
    assertThatThrownBy(() -> SubscriptionRules.read(SubscriptionApi.TELEMETRY, false, request))
        .hasMessageContaining("schemaVersion is not provided");
  }

  @Test
  @DisplayName("8.8/96: managed instances know the newest version and the short host name")
  void readWhenManagedInstancesThenOtherRules() throws InvalidSubscriptionException {
    String shortHost = "{'protocol':'HTTP','URI':'http://sandbox:1'}";
    byte[] newest = bytes(body("2025-01-29", "['platform']", "", shortHost));
    byte[] older = bytes(body("2022-12-13", "['platform']", "", shortHost));

    assertThat(SubscriptionRules.read(SubscriptionApi.TELEMETRY, true, newest).destination())
        .isEqualTo(new Destination.Http("POST", "sandbox", 1, "/"));
    assertThatThrownBy(() -> SubscriptionRules.read(SubscriptionApi.TELEMETRY, true, older))
        .hasMessage("schemaVersion must be one of [2025-01-29], not \"2022-12-13\"");
    assertThatThrownBy(() -> SubscriptionRules.read(SubscriptionApi.TELEMETRY, false, newest))
        .hasMessageContaining("of the host sandbox.localdomain");
  }

  @ParameterizedTest
  @DisplayName("8.8/96: each buffering limit")
  @ValueSource(
      strings = {
        "maxItems:999",
        "maxItems:10001",
        "maxBytes:262143",
        "maxBytes:1048577",
        "timeoutMs:24",
        "timeoutMs:30001",
        "timeoutMs:'25'",
        "timeoutMs:25.5",
        "maxItems:null",
        "maxBytes:99999999999999999999",
        "maxItems:-1000"
      })
  void readWhenLimitIsOutOfRangeThenNamed(String limit) {
    String name = limit.substring(0, limit.indexOf(':'));
    String value = limit.substring(name.length() + 1);
    String buffering = "'buffering':{'" + name + "':" + value + "},";

    assertThatThrownBy(() -> read(body("2022-07-01", "['platform']", buffering, HTTP)))
        .hasMessageStartingWith("buffering." + name + " must be a whole number from ")
        .hasMessageEndingWith("not " + value.replace('\'', '"'));
  }

  @ParameterizedTest
  @DisplayName("8.8/96: types")
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|types should not be empty",
        "['Platform']|not \"Platform\"",
        "['platform',1]|not 1",
        "'platform'|types must be an array of [platform, function, extension]",
        "{'a':'platform'}|types must be an array",
        "null|not null"
      },
      quoteCharacter = '~')
  void readWhenTypesAreWrongThenNamed(String types, String message) {
    assertThatThrownBy(() -> read(body("2022-07-01", types, "", HTTP)))
        .isInstanceOf(InvalidSubscriptionException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @DisplayName("8.8/96: protocol, host and port")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'protocol':'UDP','port':1}|destination.protocol must be HTTP or TCP, not \"UDP\"",
        "{'protocol':'TCP'}|destination.port is not provided",
        "{'protocol':'TCP','port':0}|destination.port must be a whole number from 1 to 65535, not 0",
        "{'protocol':'TCP','port':65536}|not 65536",
        "{'protocol':'TCP','port':'80'}|not \"80\"",
        "{'protocol':'HTTP'}|destination.URI is not provided",
        "{'protocol':'HTTP','URI':'http://sandbox.localdomain'}|URI port is not provided",
        "{'protocol':'HTTP','URI':'http://sandbox.localdomain:0'}|of a port from 1 to 65535",
        "{'protocol':'HTTP','URI':'http://sandbox.localdomain:65536'}|of a port from 1 to 65535",
        "{'protocol':'HTTP','URI':'https://sandbox.localdomain:1'}|of the scheme http",
        "{'protocol':'HTTP','URI':'http://localhost:1'}|of the host sandbox.localdomain",
        "{'protocol':'HTTP','URI':'http://sandbox.localdomain.evil.example:1'}|of the host",
        "{'protocol':'HTTP','URI':'http://a b:1'}|a URI like http://sandbox.localdomain:8080",
        "{'protocol':'HTTP','URI':'mailto:x'}|of the scheme http",
        "{'protocol':'HTTP','URI':'http://sandbox.localdomain:1','method':'GET'}|POST or PUT",
        "null|destination must be an object, not null"
      },
      quoteCharacter = '~')
  void readWhenDestinationIsWrongThenNamed(String destination, String message) {
    assertThatThrownBy(() -> read(body("2022-07-01", "['platform']", "", destination)))
        .isInstanceOf(InvalidSubscriptionException.class)
        .hasMessageContaining(message);
  }

  @Test
  @DisplayName("8.8/96: all faults are told at once, as the service does")
  void readWhenSeveralAreWrongThenAllNamed() {
    String noPort = "{'protocol':'HTTP','URI':'http://sandbox.localdomain/'}";

    assertThatThrownBy(() -> read(body("2022-07-01", "[]", "", noPort)))
        .hasMessage("types should not be empty; URI port is not provided");
  }

  @ParameterizedTest
  @DisplayName("8.8/96: no JSON object")
  @ValueSource(strings = {"", "[]", "{", "{} {}", "nul", "\"x\"", "{\"a\":"})
  void readWhenNoObjectThenRefused(String body) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOf(InvalidSubscriptionException.class)
        .hasMessageStartingWith("the request ");
  }

  private static Subscription read(String body) throws InvalidSubscriptionException {
    return SubscriptionRules.read(SubscriptionApi.TELEMETRY, false, bytes(body));
  }

  private static String body(String version, String types, String more, String destination) {
    return "{'schemaVersion':'"
        + version
        + "','types':"
        + types
        + ","
        + more
        + "'destination':"
        + destination
        + "}";
  }

  private static byte[] bytes(String body) {
    return body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
