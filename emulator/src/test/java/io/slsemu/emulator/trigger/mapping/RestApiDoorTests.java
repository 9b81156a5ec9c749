package io.slsemu.emulator.trigger.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** REST APIs against what was recorded of the service's in 2024 (LS-SNAP, apigateway). */
class RestApiDoorTests {
  private final RestApiDoor door = new RestApiDoor("abcdefghij", List.of(), Given.HOME);

  /** Less the headers of CloudFront, which stands before an edge-optimised API only. */
  @Test
  void eventWhenRequestIsTheRecordedOneThenIsTheRecordedEvent() {
    WebRequest request =
        Given.request(
            "GET",
            "/proxy-value/?urlparam=test",
            "",
            "Host",
            "localhost",
            "user-agent",
            "python-requests/testing",
            "Accept",
            "*/*",
            "Connection",
            "keep-alive",
            "tEsT-HEADeR",
            "aValUE",
            "authorization",
            "random-value");

    Given.assertEvent(
        door,
        request,
        """
        {"resource": "/{proxy+}", "path": "/proxy-value/", "httpMethod": "GET",
         "headers": {"Host": "localhost", "User-Agent": "python-requests/testing",
          "Accept": "*/*", "tEsT-HEADeR": "aValUE", "Authorization": "random-value",
          "X-Amzn-Trace-Id": "Root=1-643eccfa-2c6028925c2b249524664087",
          "X-Forwarded-For": "127.0.0.1", "X-Forwarded-Port": "443",
          "X-Forwarded-Proto": "http"},
         "multiValueHeaders": {"Host": ["localhost"],
          "User-Agent": ["python-requests/testing"], "Accept": ["*/*"],
          "tEsT-HEADeR": ["aValUE"], "Authorization": ["random-value"],
          "X-Amzn-Trace-Id": ["Root=1-643eccfa-2c6028925c2b249524664087"],
          "X-Forwarded-For": ["127.0.0.1"], "X-Forwarded-Port": ["443"],
          "X-Forwarded-Proto": ["http"]},
         "queryStringParameters": {"urlparam": "test"},
         "multiValueQueryStringParameters": {"urlparam": ["test"]},
         "pathParameters": {"proxy": "proxy-value"}, "stageVariables": null,
         "requestContext": {"accountId": "123456789012", "apiId": "abcdefghij",
          "domainName": "abcdefghij.execute-api.us-west-2.amazonaws.com",
          "domainPrefix": "abcdefghij",
          "extendedRequestId": "5bbd0e3e-fe7a-4299-9076-32d4de45391b",
          "httpMethod": "GET",
          "identity": {"accessKey": null, "accountId": null, "caller": null,
           "cognitoAuthenticationProvider": null, "cognitoAuthenticationType": null,
           "cognitoIdentityId": null, "cognitoIdentityPoolId": null,
           "principalOrgId": null, "sourceIp": "127.0.0.1", "user": null,
           "userAgent": "python-requests/testing", "userArn": null},
          "path": "/prod/proxy-value/", "protocol": "HTTP/1.1",
          "requestId": "5bbd0e3e-fe7a-4299-9076-32d4de45391b",
          "requestTime": "18/Apr/2023:17:01:46 +0000",
          "requestTimeEpoch": 1681837306806, "resourceId": "proxy1",
          "resourcePath": "/{proxy+}", "stage": "prod"},
         "body": null, "isBase64Encoded": false}
        """);
  }

  /** Recorded: the last of repeated values, decoded, and the path as it came. */
  @Test
  void eventWhenParametersRepeatThenBothFormsAreThere() {
    WebRequest request =
        Given.request(
            "POST",
            "/user/test%2Balias@gmail.com//x?category=electronics&category=books"
                + "&email=test%2Balias@gmail.com&plus=test+alias@gmail.com",
            "{}",
            "Content-Length",
            "2");

    JsonNode event = Given.event(door, request);

    assertThat(event.path("path").textValue()).isEqualTo("/user/test%2Balias@gmail.com//x");
    assertThat(event.at("/pathParameters/proxy").textValue())
        .isEqualTo("user/test%2Balias@gmail.com//x");
    assertThat(event.path("queryStringParameters"))
        .isEqualTo(
            Given.json(
                "{\"category\":\"books\",\"email\":\"test+alias@gmail.com\","
                    + "\"plus\":\"test alias@gmail.com\"}"));
    assertThat(event.at("/multiValueQueryStringParameters/category"))
        .isEqualTo(Given.json("[\"electronics\",\"books\"]"));
    assertThat(event.path("headers").has("Content-Length")).isFalse();
    assertThat(event.path("body").textValue()).isEqualTo("{}");
  }

  @Test
  void eventWhenPathIsTheRootThenNothingIsProxied() {
    JsonNode event = Given.event(door, Given.request("GET", "/", ""));

    assertThat(event.path("resource").textValue()).isEqualTo("/");
    assertThat(event.path("pathParameters").isNull()).isTrue();
    assertThat(event.at("/requestContext/path").textValue()).isEqualTo("/prod/");
  }

  @ParameterizedTest
  @CsvSource({"image/png, true", "image/*, true", "*/*, true", "image/gif, false"})
  void eventWhenTypesAreBinaryThenBodyIsBase64(String binary, boolean base64) {
    RestApiDoor binaryDoor = new RestApiDoor("abcdefghij", List.of(binary), Given.HOME);

    JsonNode event =
        Given.event(binaryDoor, Given.request("POST", "/", "Hi!", "Content-Type", "image/png"));

    assertThat(event.path("isBase64Encoded").booleanValue()).isEqualTo(base64);
    assertThat(event.path("body").textValue()).isEqualTo(base64 ? "SGkh" : "Hi!");
  }

  /** All recorded (test_aws_proxy_response_payload_format_validation). */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"statusCode\": 200} | 200",
        "{\"statusCode\": 200, \"headers\": null} | 200",
        "{\"statusCode\": \"201\"} | 201",
        "{\"headers\": {\"test-header\": \"value\"}} | 200"
      })
  void responseWhenAnswerIsRecordedAsGoodThenIsTaken(String answer, int status) throws Exception {
    WebResponse response = Given.response(door, answer);

    assertThat(response.status()).isEqualTo(status);
    assertThat(Given.values(response, "Content-Type")).containsExactly("application/json");
    assertThat(response.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"statusCode\": 200, \"wrongValue\": \"value\"}",
        "{}",
        "null",
        "{\"statusCode\": 200, \"multiValueHeaders\": {\"test-multi-invalid\": \"value1\"}}",
        "{\"statusCode\": \"test\"}",
        "\"justAString\"",
        "{\"statusCode\": 200, \"body\": {\"a\": 1}}"
      })
  void responseWhenAnswerIsRecordedAsMalformedThenIsRefused(String answer) {
    assertThatThrownBy(() -> Given.response(door, answer))
        .isInstanceOf(MalformedAnswerException.class);
  }

  /** Recorded: {@code true} is the text, and both kinds of headers are there. */
  @Test
  void responseWhenHeadersAreOfBothKindsThenAllAreSent() throws Exception {
    WebResponse response =
        Given.response(
            door,
            "{\"statusCode\": 200, \"headers\": {\"test-multi\": \"value-solo\","
                + " \"header-bool\": true}, \"multiValueHeaders\": {\"test-multi\":"
                + " [\"value-multi\"]}}");

    assertThat(Given.values(response, "test-multi")).containsExactly("value-multi", "value-solo");
    assertThat(Given.values(response, "header-bool")).containsExactly("true");
  }

  /** Recorded: base64 stays what it is, unless the API and the client's Accept say binary. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "none, image/png, false",
        "image/png, image/png, true",
        "image/png, 'image/png,image/*,*/*;q=0.8', true",
        "image/png, 'image/webp,image/png', false",
        "image/png, '', false",
        "*/*, application/whatever, true"
      })
  void responseWhenBodyIsBase64ThenIsDecodedForBinaryTypesOnly(
      String binary, String accept, boolean decoded) throws Exception {
    RestApiDoor binaryDoor =
        new RestApiDoor("abcdefghij", binary == null ? List.of() : List.of(binary), Given.HOME);
    byte[] answer =
        "{\"statusCode\": 200, \"body\": \"dGVzdC1kYXRh\", \"isBase64Encoded\": true}"
            .getBytes(StandardCharsets.UTF_8);

    WebResponse response =
        binaryDoor.response(Given.request("GET", "/", "", "Accept", accept), Given.ARRIVAL, answer);

    assertThat(Given.body(response)).isEqualTo(decoded ? "test-data" : "dGVzdC1kYXRh");
  }

  /** Both 413s were observed in 2021 (koki-develop/lgtm-generator#10). */
  @ParameterizedTest
  @CsvSource({
    "FUNCTION_ERROR, 502, {\"message\": \"Internal server error\"}",
    "MALFORMED_ANSWER, 502, {\"message\": \"Internal server error\"}",
    "THROTTLED, 500, {\"message\": \"Internal server error\"}",
    "OUT_OF_TIME, 504, {\"message\": \"Endpoint request timed out\"}",
    "EVENT_TOO_LARGE, 413, {\"message\": \"Request Too Long\"}",
    "BODY_TOO_LARGE, 413, HTTP content length exceeded 10485760 bytes."
  })
  void failureWhenTheFunctionHasNoAnswerThenSaysWhatTheServiceSays(
      Failure failure, int status, String body) {
    WebResponse response = Given.failure(door, failure);

    assertThat(response.status()).isEqualTo(status);
    assertThat(Given.body(response)).isEqualTo(body);
    assertThat(door.patience()).isEqualTo(Duration.ofSeconds(29));
  }
}
