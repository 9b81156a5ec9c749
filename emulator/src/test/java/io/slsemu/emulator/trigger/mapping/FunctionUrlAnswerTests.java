package io.slsemu.emulator.trigger.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.trigger.mapping.FunctionUrlConfig.AuthType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a function URL makes of an answer, against what was recorded of the service's. */
class FunctionUrlAnswerTests {
  private final FunctionUrlDoor open = Given.url(AuthType.NONE);

  /** All but the long figure recorded in November 2025 (test_lambda_url_invocation). */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"hello\": \"world\"} | {\"hello\":\"world\"}",
        "{\"statusCode\": 200, \"body\": \"body123\"} | body123",
        "{\"statusCode\": 200, \"body\": \"{\\\"hello\\\": \\\"world\\\"}\"} | {\"hello\": \"world\"}",
        "[\"hello\", 3, true] | [\"hello\",3,true]",
        "\"hello\" | hello",
        "3 | 3",
        "3.1 | 3.1",
        "12345678901234567.891 | 12345678901234567.891",
        "true | true"
      })
  void responseWhenAnswerIsARecordedOneThenIsTheRecordedResponse(String answer, String body)
      throws Exception {
    WebResponse response = Given.response(open, answer);

    assertThat(response.status()).isEqualTo(200);
    assertThat(Given.values(response, "Content-Type")).containsExactly("application/json");
    assertThat(Given.body(response)).isEqualTo(body);
    assertThat(Given.values(response, "x-amzn-RequestId"))
        .containsExactly("5bbd0e3e-fe7a-4299-9076-32d4de45391b");
  }

  /** The example of AWS's urls-invocation, and a status as text as recorded. */
  @Test
  void responseWhenAnswerHasAStatusThenAllOfItCounts() throws Exception {
    WebResponse response =
        Given.response(
            open,
            "{\"statusCode\": \"201\", \"headers\": {\"Content-Type\": \"text/plain\","
                + " \"My-Custom-Header\": \"Custom Value\", \"Content-Length\": \"9\","
                + " \"Connection\": \"close\"}, \"body\": \"SGkh\", \"isBase64Encoded\": true,"
                + " \"cookies\": [\"Cookie_1=Value1; Expires=21 Oct 2021 07:48 GMT\","
                + " \"Cookie_2=Value2; Max-Age=78000\"]}");

    assertThat(response.status()).isEqualTo(201);
    assertThat(Given.body(response)).isEqualTo("Hi!");
    assertThat(Given.values(response, "Content-Type")).containsExactly("text/plain");
    assertThat(Given.values(response, "My-Custom-Header")).containsExactly("Custom Value");
    assertThat(Given.values(response, "Set-Cookie"))
        .containsExactly(
            "Cookie_1=Value1; Expires=21 Oct 2021 07:48 GMT", "Cookie_2=Value2; Max-Age=78000");
    assertThat(Given.values(response, "Content-Length")).isEmpty();
    assertThat(Given.values(response, "Connection")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "{\"statusCode\": 200} and more",
        "{\"statusCode\": \"abc\"}",
        "{\"statusCode\": 99}",
        "{\"statusCode\": 200, \"body\": {\"a\": 1}}",
        "{\"statusCode\": 200, \"headers\": [1]}",
        "{\"statusCode\": 200, \"headers\": {\"a\": {}}}",
        "{\"statusCode\": 200, \"headers\": {\"a b\": \"c\"}}",
        "{\"statusCode\": 200, \"headers\": {\"a\": \"b\\r\\nc: d\"}}",
        "{\"statusCode\": 200, \"cookies\": \"a=1\"}",
        "{\"statusCode\": 200, \"body\": \"?\", \"isBase64Encoded\": true}"
      })
  void responseWhenAnswerIsNoneThenSaysWhy(String answer) {
    assertThatThrownBy(() -> Given.response(open, answer))
        .isInstanceOf(MalformedAnswerException.class)
        .hasMessageStartingWith("i");
  }

  @ParameterizedTest
  @CsvSource({
    "FUNCTION_ERROR, 502, Internal Server Error",
    "MALFORMED_ANSWER, 502, Internal Server Error",
    "THROTTLED, 429, {\"Message\":\"Rate Exceeded.\"}",
    "EVENT_TOO_LARGE, 413, {\"Message\":\"Request must be smaller than 6291456 bytes for the InvokeFunction operation\"}"
  })
  void failureWhenTheFunctionHasNoAnswerThenSaysWhatTheServiceSays(
      Failure failure, int status, String body) {
    WebResponse response = open.failure(Given.request("GET", "/", ""), Given.ARRIVAL, failure);

    assertThat(response.status()).isEqualTo(status);
    assertThat(Given.body(response)).isEqualTo(body);
  }

  @Test
  void streamedWhenThereIsAPreludeThenItIsTheHead() throws Exception {
    byte[] prelude =
        "{\"statusCode\":418,\"headers\":{\"X-A\":\"b\"},\"cookies\":[\"c=d\"]}"
            .getBytes(StandardCharsets.UTF_8);

    WebResponse head =
        open.streamed(Given.request("GET", "/", ""), Given.ARRIVAL, prelude, "ignored/type");

    assertThat(head.status()).isEqualTo(418);
    assertThat(Given.values(head, "X-A")).containsExactly("b");
    assertThat(Given.values(head, "Set-Cookie")).containsExactly("c=d");
    assertThat(Given.values(head, "Content-Type")).containsExactly("application/octet-stream");
  }
}
