package io.slsemu.emulator.trigger.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Load balancers against AWS's samples in aws-lambda-go, alb-lambda-target-request-*.json. */
class LoadBalancerDoorTests {
  private final LoadBalancerDoor door = new LoadBalancerDoor("lambda-target", false, Given.HOME);
  private final LoadBalancerDoor multi = new LoadBalancerDoor("lambda-target", true, Given.HOME);

  @Test
  void eventWhenRequestIsTheSamplesThenIsTheSample() {
    Given.assertEvent(
        door,
        sample(),
        """
        {"requestContext": {"elb": {"targetGroupArn":
          "arn:aws:elasticloadbalancing:us-west-2:123456789012:targetgroup/lambda-target/6d0ecf831eec9f09"}},
         "httpMethod": "GET", "path": "/",
         "queryStringParameters": {"key": "hel%20lo"},
         "headers": {"accept": "*/*", "connection": "keep-alive", "host": "lambda-test-alb",
          "user-agent": "curl/7.54.0",
          "x-amzn-trace-id": "Root=1-643eccfa-2c6028925c2b249524664087",
          "x-forwarded-for": "127.0.0.1", "x-forwarded-port": "443",
          "x-forwarded-proto": "http", "x-myheader": "123"},
         "body": "", "isBase64Encoded": false}
        """);
  }

  @Test
  void eventWhenMultiValueThenListsStandInPlaceOfStrings() {
    JsonNode event = Given.event(multi, sample());

    assertThat(event.has("headers")).isFalse();
    assertThat(event.has("queryStringParameters")).isFalse();
    assertThat(event.at("/multiValueHeaders/x-myheader")).isEqualTo(Given.json("[\"12\",\"123\"]"));
    assertThat(event.at("/multiValueQueryStringParameters/key"))
        .isEqualTo(Given.json("[\"1\",\"hel%20lo\"]"));
  }

  @Test
  void responseWhenStatusHasADescriptionThenItIsTheReason() throws Exception {
    WebResponse response =
        Given.response(
            door,
            "{\"isBase64Encoded\": true, \"statusCode\": 200, \"statusDescription\": \"200 Fine\","
                + " \"headers\": {\"Set-cookie\": \"a\", \"Content-Type\": \"text/plain\"},"
                + " \"multiValueHeaders\": {\"X-Multi\": [\"1\"]}, \"body\": \"SGkh\"}");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.reason()).isEqualTo("Fine");
    assertThat(Given.body(response)).isEqualTo("Hi!");
    assertThat(Given.values(response, "Set-Cookie")).containsExactly("a");
    assertThat(Given.values(response, "X-Multi")).isEmpty();
  }

  @Test
  void responseWhenMultiValueThenOnlyTheListsCount() throws Exception {
    WebResponse response =
        Given.response(
            multi,
            "{\"statusCode\": 200, \"headers\": {\"X-Single\": \"1\"},"
                + " \"multiValueHeaders\": {\"Set-Cookie\": [\"a=1\", \"b=2\"]}}");

    assertThat(Given.values(response, "Set-Cookie")).containsExactly("a=1", "b=2");
    assertThat(Given.values(response, "X-Single")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "\"hello\"", "{\"body\": \"no status\"}", "no json"})
  void responseWhenAnswerHasNoStatusThenIsRefused(String answer) {
    assertThatThrownBy(() -> Given.response(door, answer))
        .isInstanceOf(MalformedAnswerException.class);
  }

  @Test
  void responseWhenAnswerIsOverAMegabyteThenIsRefused() {
    String answer = "{\"statusCode\":200,\"body\":\"" + "x".repeat(1_048_576) + "\"}";

    assertThatThrownBy(() -> Given.response(door, answer)).hasMessageContaining("1048576");
  }

  @Test
  void interceptWhenRequestIsNoneOfALoadBalancersThenIsRefused() {
    WebResponse upgrade = door.intercept(Given.request("GET", "/", "", "Upgrade", "websocket"));
    WebResponse trace = door.intercept(Given.request("TRACE", "/", ""));

    assertThat(upgrade).extracting(WebResponse::status).isEqualTo(400);
    assertThat(trace).extracting(WebResponse::status).isEqualTo(405);
    assertThat(door.intercept(Given.request("GET", "/", ""))).isNull();
  }

  @ParameterizedTest
  @CsvSource({"FUNCTION_ERROR, 502", "MALFORMED_ANSWER, 502", "BODY_TOO_LARGE, 413"})
  void failureWhenTheFunctionHasNoAnswerThenIsAPage(Failure failure, int status) {
    WebResponse response = Given.failure(door, failure);

    assertThat(response.status()).isEqualTo(status);
    assertThat(Given.body(response)).contains("<center><h1>" + status + " ");
    assertThat(Given.values(response, "Content-Type")).containsExactly("text/html");
  }

  private static WebRequest sample() {
    return Given.request(
        "GET",
        "/?key=1&key=hel%20lo",
        "",
        "Host",
        "lambda-test-alb",
        "User-Agent",
        "curl/7.54.0",
        "Accept",
        "*/*",
        "Connection",
        "keep-alive",
        "X-MyHeader",
        "12",
        "x-myheader",
        "123");
  }
}
