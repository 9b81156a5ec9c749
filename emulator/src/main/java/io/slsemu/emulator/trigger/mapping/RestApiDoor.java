package io.slsemu.emulator.trigger.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.function.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A REST API of API Gateway (v1) whose every method and path is the function, by Lambda proxy
 * integration. Answers and events were recorded from the service in 2024.
 *
 * @param apiId the first label of its domain
 * @param binaryTypes which media types are binary, {@code *}{@code /*} for all; a new API has none
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html">AWS:
 *     set-up-lambda-proxy-integrations</a>
 */
public record RestApiDoor(String apiId, List<String> binaryTypes, Scope home) implements FrontDoor {

  /** What {@code sls-emu} calls the stage: the service has no default for its name. */
  private static final String STAGE = "prod";

  private static final String RESOURCE_ID = "proxy1";

  private static final int MAX_BODY_BYTES = 10_485_760;
  private static final Duration PATIENCE = Duration.ofSeconds(29);

  /** None of them is mandatory, and another one makes the answer malformed (recorded). */
  private static final Set<String> MEMBERS =
      Set.of("isBase64Encoded", "statusCode", "headers", "multiValueHeaders", "body");

  @Override
  public int maxBodyBytes() {
    return MAX_BODY_BYTES;
  }

  @Override
  public @Nullable Duration patience() {
    return PATIENCE;
  }

  @Override
  public byte[] event(WebRequest request, Arrival arrival) {
    String proxied = proxied(request.rawPath());
    String resource = proxied.isEmpty() ? "/" : "/{proxy+}";
    ObjectNode event = EventJson.object();
    event.put("resource", resource).put("path", request.rawPath());
    event.put("httpMethod", request.method());
    Map<String, List<String>> headers =
        EventHeaders.asWritten(
            renamed(request),
            arrival,
            name -> EventHeaders.ofConnection(name) || name.equals("content-length"));
    event.set("headers", EventJson.last(headers));
    event.set("multiValueHeaders", EventJson.lists(headers));
    Map<String, List<String>> query = QueryString.decoded(request.rawQuery());
    event.set("queryStringParameters", query.isEmpty() ? null : EventJson.last(query));
    event.set("multiValueQueryStringParameters", query.isEmpty() ? null : EventJson.lists(query));
    event.set(
        "pathParameters", proxied.isEmpty() ? null : EventJson.object().put("proxy", proxied));
    event.putNull("stageVariables");
    event.set("requestContext", context(request, arrival, resource));
    EventBody body = body(request);
    event.put("body", body.text().isEmpty() ? null : body.text());
    return EventJson.bytes(event.put("isBase64Encoded", body.base64()));
  }

  @Override
  public WebResponse response(WebRequest request, Arrival arrival, byte[] payload)
      throws MalformedAnswerException {
    ProxyAnswer answer = ProxyAnswer.of(payload);
    checkMembers(answer);
    List<Field> fields = new ArrayList<>(answer.multiValueHeaders());
    fields.addAll(answer.headers());
    if (fields.stream().noneMatch(field -> field.name().equalsIgnoreCase("Content-Type"))) {
      fields.add(new Field("Content-Type", "application/json"));
    }
    int status = answer.has("statusCode") ? answer.status() : 200;
    byte[] body = answer.body(isBinary(firstType(request.firstOrEmpty("Accept"))));
    return identified(arrival, new WebResponse(status, null, fields, body));
  }

  @Override
  public WebResponse failure(WebRequest request, Arrival arrival, Failure failure) {
    return identified(
        arrival,
        switch (failure) {
          case FUNCTION_ERROR, MALFORMED_ANSWER ->
              error(502, "InternalServerErrorException", "Internal server error");
          // What Lambda refuses is an error of the integration (AWS: services-apigateway).
          case THROTTLED, NO_FUNCTION, PLATFORM ->
              error(500, "InternalServerErrorException", "Internal server error");
          case OUT_OF_TIME ->
              error(504, "InternalServerErrorException", "Endpoint request timed out");
          case BODY_TOO_LARGE ->
              WebResponse.text(
                  413,
                  "text; charset=utf-8",
                  "HTTP content length exceeded " + MAX_BODY_BYTES + " bytes.");
          case EVENT_TOO_LARGE -> error(413, "BadRequestException", "Request Too Long");
        });
  }

  private static void checkMembers(ProxyAnswer answer) throws MalformedAnswerException {
    boolean empty = true;
    for (String name : answer.names()) {
      empty = false;
      if (!MEMBERS.contains(name)) {
        throw new MalformedAnswerException(
            "it has the member "
                + name
                + "; there may be statusCode, headers, multiValueHeaders, body, isBase64Encoded");
      }
    }
    if (empty) {
      throw new MalformedAnswerException("it is an empty object");
    }
  }

  private EventBody body(WebRequest request) {
    return isBinary(request.mediaType()) && request.body().length > 0
        ? EventBody.base64(request.body())
        : new EventBody(new String(request.body(), StandardCharsets.UTF_8), false);
  }

  /** Of several only the first is looked at (recorded). */
  private static String firstType(String accept) {
    return accept.split("[,;]", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private boolean isBinary(String type) {
    int slash = type.indexOf('/');
    return slash > 0
        && (binaryTypes.contains("*/*")
            || binaryTypes.contains(type)
            || binaryTypes.contains(type.substring(0, slash) + "/*"));
  }

  /** Two names are always written with capitals (recorded), as if CloudFront had passed them on. */
  private static WebRequest renamed(WebRequest request) {
    List<Field> fields =
        request.fields().stream()
            .map(
                field ->
                    switch (field.name().toLowerCase(Locale.ROOT)) {
                      case "authorization" -> new Field("Authorization", field.value());
                      case "user-agent" -> new Field("User-Agent", field.value());
                      default -> field;
                    })
            .toList();
    return new WebRequest(
        request.method(),
        request.rawPath(),
        request.rawQuery(),
        request.protocol(),
        fields,
        request.body(),
        request.sourceIp(),
        request.port());
  }

  /** What stands for {@code {proxy+}}: the path without its first and its last slash. */
  private static String proxied(String path) {
    String rest = path.substring(1);
    return rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
  }

  private ObjectNode context(WebRequest request, Arrival arrival, String resource) {
    ObjectNode context = EventJson.object();
    context.put("accountId", home.account()).put("apiId", apiId);
    context.put("domainName", apiId + ".execute-api." + home.region() + ".amazonaws.com");
    context.put("domainPrefix", apiId).put("extendedRequestId", arrival.requestId());
    context.put("httpMethod", request.method());
    context.set("identity", identity(request));
    context.put("path", "/" + STAGE + request.rawPath()).put("protocol", request.protocol());
    context.put("requestId", arrival.requestId()).put("requestTime", arrival.time());
    context.put("requestTimeEpoch", arrival.epochMillis()).put("resourceId", RESOURCE_ID);
    return context.put("resourcePath", resource).put("stage", STAGE);
  }

  private static ObjectNode identity(WebRequest request) {
    ObjectNode identity = EventJson.object();
    for (String unknown :
        List.of(
            "accessKey",
            "accountId",
            "caller",
            "cognitoAuthenticationProvider",
            "cognitoAuthenticationType",
            "cognitoIdentityId",
            "cognitoIdentityPoolId",
            "principalOrgId")) {
      identity.putNull(unknown);
    }
    identity.put("sourceIp", request.sourceIp()).putNull("user");
    return identity.put("userAgent", request.first("User-Agent")).putNull("userArn");
  }

  private static WebResponse error(int status, String type, String message) {
    return WebResponse.json(
        status, "{\"message\": \"" + message + "\"}", new Field("x-amzn-ErrorType", type));
  }

  private static WebResponse identified(Arrival arrival, WebResponse response) {
    return response.with(
        List.of(
            new Field("x-amzn-RequestId", arrival.requestId()),
            new Field("X-Amzn-Trace-Id", arrival.traceHeader())));
  }
}
