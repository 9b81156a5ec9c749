package io.slsemu.emulator.trigger.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.trigger.mapping.FunctionUrlConfig.AuthType;
import io.slsemu.emulator.trigger.mapping.FunctionUrlConfig.InvokeMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Requests and answers for the tests of the front doors. */
final class Given {
  static final Scope HOME = new Scope("us-west-2", "123456789012");

  static final Arrival ARRIVAL =
      new Arrival(
          "5bbd0e3e-fe7a-4299-9076-32d4de45391b",
          "1-643eccfa-2c6028925c2b249524664087",
          1681837306806L);

  private Given() {}

  /**
   * @param headers name and value in turn
   */
  static WebRequest request(String method, String target, String body, String... headers) {
    int mark = target.indexOf('?');
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < headers.length; i += 2) {
      fields.add(new Field(headers[i], headers[i + 1]));
    }
    return new WebRequest(
        method,
        mark < 0 ? target : target.substring(0, mark),
        mark < 0 ? "" : target.substring(mark + 1),
        "HTTP/1.1",
        fields,
        body.getBytes(StandardCharsets.UTF_8),
        "127.0.0.1",
        443);
  }

  static JsonNode event(FrontDoor door, WebRequest request) {
    return json(new String(door.event(request, ARRIVAL), StandardCharsets.UTF_8));
  }

  /** That a request becomes this event; the order of members does not matter. */
  static void assertEvent(FrontDoor door, WebRequest request, String expected) {
    assertThat(event(door, request)).isEqualTo(json(expected));
  }

  static WebResponse response(FrontDoor door, String answer) throws MalformedAnswerException {
    return door.response(request("GET", "/", ""), ARRIVAL, answer.getBytes(StandardCharsets.UTF_8));
  }

  static WebResponse failure(FrontDoor door, Failure failure) {
    return door.failure(request("GET", "/", ""), ARRIVAL, failure);
  }

  static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String body(WebResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  /** The values of a header, in their order. */
  static List<String> values(WebResponse response, String name) {
    return response.fields().stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  /** A function URL that answers in one piece. */
  static FunctionUrlDoor url(AuthType authType) {
    return new FunctionUrlDoor(
        "lambda-url-id", new FunctionUrlConfig(authType, null, InvokeMode.BUFFERED), HOME, true);
  }
}
