package io.slsemu.emulator.trigger.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.trigger.mapping.FunctionUrlConfig.AuthType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a function URL makes of a request, against what was recorded of the service's. */
class FunctionUrlEventTests {
  private static final String SIGNATURE =
      "AWS4-HMAC-SHA256 Credential=111122223333/20230418/us-west-2/lambda/aws4_request,"
          + " SignedHeaders=host, Signature=00";

  private final FunctionUrlDoor open = Given.url(AuthType.NONE);

  /**
   * The request that made AWS's own recording of April 2023 (aws-lambda-go,
   * lambdaurl/testdata/function-url-request-with-headers-and-cookies-and-text-body.json), less its
   * signature and TLS. There the header cookie stands among the headers as well; decisions.md 22
   * leaves it out.
   */
  @Test
  void eventWhenRequestIsTheRecordedOneThenIsTheRecordedEvent() {
    WebRequest request =
        Given.request(
            "POST",
            "/hello?hello=world&foo=bar",
            "{\"hello\": \"world\"}",
            "Host",
            "lambda-url-id.lambda-url.us-west-2.on.aws",
            "User-Agent",
            "python-requests/2.28.2",
            "Accept-Encoding",
            "gzip, deflate",
            "Accept",
            "*/*",
            "Connection",
            "keep-alive",
            "Header1",
            "h1",
            "Header2",
            "h1,h2",
            "Cookie",
            "foo=bar; hello=hello",
            "Content-Type",
            "application/json",
            "Content-Length",
            "18");

    Given.assertEvent(
        open,
        request,
        """
        {"version": "2.0", "routeKey": "$default", "rawPath": "/hello",
         "rawQueryString": "hello=world&foo=bar", "cookies": ["foo=bar", "hello=hello"],
         "headers": {"accept": "*/*", "accept-encoding": "gzip, deflate",
          "content-length": "18", "content-type": "application/json", "header1": "h1",
          "header2": "h1,h2", "host": "lambda-url-id.lambda-url.us-west-2.on.aws",
          "user-agent": "python-requests/2.28.2",
          "x-amzn-trace-id": "Root=1-643eccfa-2c6028925c2b249524664087",
          "x-forwarded-for": "127.0.0.1", "x-forwarded-port": "443",
          "x-forwarded-proto": "http"},
         "queryStringParameters": {"hello": "world", "foo": "bar"},
         "requestContext": {"accountId": "anonymous", "apiId": "lambda-url-id",
          "domainName": "lambda-url-id.lambda-url.us-west-2.on.aws",
          "domainPrefix": "lambda-url-id",
          "http": {"method": "POST", "path": "/hello", "protocol": "HTTP/1.1",
           "sourceIp": "127.0.0.1", "userAgent": "python-requests/2.28.2"},
          "requestId": "5bbd0e3e-fe7a-4299-9076-32d4de45391b", "routeKey": "$default",
          "stage": "$default", "time": "18/Apr/2023:17:01:46 +0000",
          "timeEpoch": 1681837306806},
         "body": "{\\"hello\\": \\"world\\"}", "isBase64Encoded": false}
        """);
  }

  /** As recorded: no cookies, queryStringParameters nor body where there are none. */
  @Test
  void eventWhenThereIsNothingThenMembersAreLeftOut() {
    JsonNode event = Given.event(open, Given.request("GET", "/", "", "Host", "x"));

    assertThat(event.fieldNames())
        .toIterable()
        .containsExactly(
            "version",
            "routeKey",
            "rawPath",
            "rawQueryString",
            "headers",
            "requestContext",
            "isBase64Encoded");
    assertThat(event.path("rawQueryString").textValue()).isEmpty();
  }

  /** Recorded: {@code idk}, a form and a multipart body come in base64. */
  @ParameterizedTest
  @CsvSource({
    "idk, true",
    "application/x-www-form-urlencoded, true",
    "multipart/form-data; boundary=4ef, true",
    "application/octet-stream, true",
    "text/plain, false",
    "text/html; charset=utf-8, false",
    "application/json;charset=utf-8, false",
    "application/xml, false"
  })
  void eventWhenBodyHasTypeThenIsTextOrBase64(String type, boolean base64) {
    JsonNode event = Given.event(open, Given.request("POST", "/", "<idk/>", "Content-Type", type));

    assertThat(event.path("isBase64Encoded").booleanValue()).isEqualTo(base64);
    assertThat(event.path("body").textValue()).isEqualTo(base64 ? "PGlkay8+" : "<idk/>");
  }

  @Test
  void eventWhenTextIsNoUtf8ThenIsBase64() {
    WebRequest text = Given.request("POST", "/", "", "Content-Type", "text/plain");
    byte[] latin = "é".getBytes(StandardCharsets.ISO_8859_1);
    WebRequest request =
        new WebRequest("POST", "/", "", "HTTP/1.1", text.fields(), latin, "127.0.0.1", 80);

    JsonNode event = Given.event(open, request);

    assertThat(event.path("body").textValue()).isEqualTo(Base64.getEncoder().encodeToString(latin));
  }

  /** Recorded: {@code /pa2%Fth/1} with {@code multiQuery} twice, November 2025. */
  @Test
  void eventWhenPathAndQueryAreEncodedThenThePathIsKeptAndTheQueryDecoded() {
    WebRequest request =
        Given.request("GET", "/pa2%Fth/1?q=query&multiQuery=foo&multiQuery=%2Fbar&p=50%+x", "");

    JsonNode event = Given.event(open, request);

    assertThat(event.path("rawPath").textValue()).isEqualTo("/pa2%Fth/1");
    assertThat(event.at("/requestContext/http/path").textValue()).isEqualTo("/pa2%Fth/1");
    assertThat(event.path("rawQueryString").textValue())
        .isEqualTo("q=query&multiQuery=foo&multiQuery=%2Fbar&p=50%+x");
    assertThat(event.path("queryStringParameters"))
        .isEqualTo(Given.json("{\"q\":\"query\",\"multiQuery\":\"foo,/bar\",\"p\":\"50% x\"}"));
  }

  @Test
  void eventWhenHeadersRepeatThenAreJoinedByCommas() {
    WebRequest request =
        Given.request(
            "GET",
            "/",
            "",
            "X-A",
            "1",
            "x-a",
            "2",
            "Cookie",
            "a=1",
            "Cookie",
            "b=2; c=3",
            "X-Forwarded-For",
            "203.0.113.9");

    JsonNode event = Given.event(open, request);

    assertThat(event.at("/headers/x-a").textValue()).isEqualTo("1,2");
    assertThat(event.at("/headers/x-forwarded-for").textValue())
        .isEqualTo("203.0.113.9, 127.0.0.1");
    assertThat(event.path("cookies")).isEqualTo(Given.json("[\"a=1\",\"b=2\",\"c=3\"]"));
  }

  @Test
  void eventWhenUrlIsForSignersThenTellsWhoSigned() {
    WebRequest request = Given.request("GET", "/", "", "Authorization", SIGNATURE);

    ObjectNode context =
        (ObjectNode) Given.event(Given.url(AuthType.AWS_IAM), request).path("requestContext");

    assertThat(context.path("accountId").textValue()).isEqualTo("123456789012");
    assertThat(context.at("/authorizer/iam/accessKey").textValue()).isEqualTo("111122223333");
    assertThat(context.at("/authorizer/iam/accountId").textValue()).isEqualTo("111122223333");
    assertThat(context.at("/authorizer/iam/userArn").textValue())
        .isEqualTo("arn:aws:iam::111122223333:root");
  }

  @Test
  void interceptWhenUrlIsForSignersThenTheUnsignedAreForbidden() {
    FunctionUrlDoor door = Given.url(AuthType.AWS_IAM);

    WebResponse unsigned = door.intercept(Given.request("GET", "/", ""));

    assertThat(unsigned).isNotNull();
    assertThat(unsigned.status()).isEqualTo(403);
    assertThat(Given.body(unsigned))
        .isEqualTo(
            "{\"Message\":\"Forbidden. For troubleshooting Function URL authorization issues, see:"
                + " https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html\"}");
    assertThat(door.intercept(Given.request("GET", "/", "", "Authorization", SIGNATURE))).isNull();
    assertThat(
            door.intercept(
                Given.request("GET", "/?X-Amz-Credential=AKIA%2F2023&X-Amz-Signature=0", "")))
        .isNull();
  }
}
