package io.slsemu.emulator.trigger.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP APIs against AWS's sample in aws-lambda-go, apigw-v2-request-no-authorizer.json. */
class HttpApiDoorTests {
  private final HttpApiDoor door = new HttpApiDoor("aaaaaaaaaa", Given.HOME);

  @Test
  void eventWhenRequestIsTheSamplesThenIsTheSample() {
    WebRequest request =
        Given.request(
            "GET",
            "/",
            "",
            "Host",
            "aaaaaaaaaa.execute-api.us-west-2.amazonaws.com",
            "User-Agent",
            "curl/7.58.0",
            "Accept",
            "*/*",
            "Content-Length",
            "0");

    Given.assertEvent(
        door,
        request,
        """
        {"version": "2.0", "routeKey": "$default", "rawPath": "/", "rawQueryString": "",
         "headers": {"accept": "*/*", "content-length": "0",
          "host": "aaaaaaaaaa.execute-api.us-west-2.amazonaws.com",
          "user-agent": "curl/7.58.0",
          "x-amzn-trace-id": "Root=1-643eccfa-2c6028925c2b249524664087",
          "x-forwarded-for": "127.0.0.1", "x-forwarded-port": "443",
          "x-forwarded-proto": "http"},
         "requestContext": {"accountId": "123456789012", "apiId": "aaaaaaaaaa",
          "domainName": "aaaaaaaaaa.execute-api.us-west-2.amazonaws.com",
          "domainPrefix": "aaaaaaaaaa",
          "http": {"method": "GET", "path": "/", "protocol": "HTTP/1.1",
           "sourceIp": "127.0.0.1", "userAgent": "curl/7.58.0"},
          "requestId": "5bbd0e3e-fe7a-4299-9076-32d4de45391b", "routeKey": "$default",
          "stage": "$default", "time": "18/Apr/2023:17:01:46 +0000",
          "timeEpoch": 1681837306806},
         "isBase64Encoded": false}
        """);
  }

  @Test
  void patienceWhenAskedThenIsTheServices() {
    assertThat(door.patience()).isEqualTo(Duration.ofSeconds(30));
    assertThat(door.maxBodyBytes()).isEqualTo(10_485_760);
  }

  @Test
  void responseWhenAnswerHasNoStatusThenIsTheBody() throws Exception {
    WebResponse response = Given.response(door, "{ \"message\": \"Hello from Lambda!\" }");

    assertThat(response.status()).isEqualTo(200);
    assertThat(Given.body(response)).isEqualTo("{\"message\":\"Hello from Lambda!\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "FUNCTION_ERROR, 500, Internal Server Error",
    "MALFORMED_ANSWER, 500, Internal Server Error",
    "OUT_OF_TIME, 503, Service Unavailable",
    "THROTTLED, 503, Service Unavailable",
    "BODY_TOO_LARGE, 413, Request Entity Too Large",
    "EVENT_TOO_LARGE, 413, Request Entity Too Large"
  })
  void failureWhenTheFunctionHasNoAnswerThenSaysWhatTheServiceSays(
      Failure failure, int status, String message) {
    WebResponse response = Given.failure(door, failure);

    assertThat(response.status()).isEqualTo(status);
    assertThat(Given.body(response)).isEqualTo("{\"message\":\"" + message + "\"}");
  }
}
