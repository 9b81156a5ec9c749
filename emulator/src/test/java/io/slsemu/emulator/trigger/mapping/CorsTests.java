package io.slsemu.emulator.trigger.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.trigger.mapping.FunctionUrlConfig.AuthType;
import io.slsemu.emulator.trigger.mapping.FunctionUrlConfig.InvokeMode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a function URL says to browsers. */
class CorsTests {
  private static final Cors SHOP =
      new Cors(
          true,
          List.of("x-custom", "content-type"),
          List.of("GET", "PUT"),
          List.of("https://shop.example"),
          List.of("date", "x-count"),
          300);

  private static final Cors ALL =
      new Cors(false, List.of("*"), List.of("*"), List.of("*"), List.of(), null);

  @Test
  void interceptWhenPreflightHasPermissionThenSaysWhich() {
    WebResponse answer = door(SHOP).intercept(preflight("https://shop.example"));

    assertThat(answer).isNotNull();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(Given.values(answer, "Access-Control-Allow-Origin"))
        .containsExactly("https://shop.example");
    assertThat(Given.values(answer, "Access-Control-Allow-Methods")).containsExactly("GET,PUT");
    assertThat(Given.values(answer, "Access-Control-Allow-Headers"))
        .containsExactly("x-custom,content-type");
    assertThat(Given.values(answer, "Access-Control-Allow-Credentials")).containsExactly("true");
    assertThat(Given.values(answer, "Access-Control-Max-Age")).containsExactly("300");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void interceptWhenOriginIsAnotherThenGrantsNothing() {
    WebResponse answer = door(SHOP).intercept(preflight("https://other.example"));

    assertThat(answer).isNotNull();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.fields()).isEmpty();
  }

  @Test
  void interceptWhenAllIsAllowedThenGrantsWhatIsAsked() {
    WebResponse answer = door(ALL).intercept(preflight("https://any.example"));

    assertThat(answer).isNotNull();
    assertThat(Given.values(answer, "Access-Control-Allow-Methods")).containsExactly("PUT");
    assertThat(Given.values(answer, "Access-Control-Allow-Headers")).containsExactly("x-custom");
    assertThat(Given.values(answer, "Access-Control-Max-Age")).isEmpty();
  }

  @Test
  void interceptWhenThereIsNoCorsThenTheFunctionIsAsked() {
    assertThat(door(null).intercept(preflight("https://shop.example"))).isNull();
  }

  @Test
  void interceptWhenOptionsIsNoPreflightThenTheFunctionIsAsked() {
    assertThat(door(SHOP).intercept(Given.request("OPTIONS", "/", ""))).isNull();
  }

  /** A header that the function sets too is there twice, as in the cloud. */
  @Test
  void responseWhenRequestHasAnOriginThenTheServicesHeadersAreAdded() throws Exception {
    WebRequest request = Given.request("GET", "/", "", "Origin", "https://shop.example");
    byte[] answer =
        "{\"statusCode\":200,\"headers\":{\"Access-Control-Allow-Origin\":\"*\"}}".getBytes();

    WebResponse response = door(SHOP).response(request, Given.ARRIVAL, answer);

    assertThat(Given.values(response, "Access-Control-Allow-Origin"))
        .containsExactly("*", "https://shop.example");
    assertThat(Given.values(response, "Access-Control-Expose-Headers"))
        .containsExactly("date,x-count");
    assertThat(Given.values(response, "Vary")).containsExactly("Origin");
  }

  private static WebRequest preflight(String origin) {
    return Given.request(
        "OPTIONS",
        "/",
        "",
        "Origin",
        origin,
        "Access-Control-Request-Method",
        "PUT",
        "Access-Control-Request-Headers",
        "x-custom");
  }

  private static FunctionUrlDoor door(Cors cors) {
    return new FunctionUrlDoor(
        "id", new FunctionUrlConfig(AuthType.NONE, cors, InvokeMode.BUFFERED), Given.HOME, true);
  }
}
