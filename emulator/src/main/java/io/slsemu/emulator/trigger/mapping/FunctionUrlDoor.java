package io.slsemu.emulator.trigger.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.trigger.mapping.FunctionUrlConfig.AuthType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function URL.
 *
 * @param id the first label of its domain
 * @param scope where its function is
 * @param permitted whether its function's policy lets those in who do not sign
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html">AWS:
 *     urls-invocation</a>
 */
public record FunctionUrlDoor(String id, FunctionUrlConfig config, Scope scope, boolean permitted)
    implements FrontDoor {

  /** Recorded from the service, November 2025. */
  private static final String FORBIDDEN =
      "{\"Message\":\"Forbidden. For troubleshooting Function URL authorization issues, see:"
          + " https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html\"}";

  @Override
  public int maxBodyBytes() {
    return InvokeRequest.MAX_PAYLOAD_BYTES;
  }

  @Override
  public @Nullable Duration patience() {
    return null;
  }

  @Override
  public @Nullable WebResponse intercept(WebRequest request) {
    if (config.cors() != null && Cors.isPreflight(request)) {
      return config.cors().preflight(request);
    }
    boolean open = config.authType() == AuthType.AWS_IAM ? Caller.of(request) != null : permitted;
    return open
        ? null
        : finished(
            request,
            WebResponse.json(
                403, FORBIDDEN, new Field("x-amzn-ErrorType", "AccessDeniedException")));
  }

  @Override
  public byte[] event(WebRequest request, Arrival arrival) {
    ObjectNode context = EventJson.object();
    Caller caller = config.authType() == AuthType.AWS_IAM ? Caller.of(request) : null;
    context.put("accountId", caller == null ? "anonymous" : scope.account()).put("apiId", id);
    if (caller != null) {
      context.set("authorizer", EventJson.object().set("iam", identity(caller)));
    }
    context.put("domainName", id + ".lambda-url." + scope.region() + ".on.aws");
    context.put("domainPrefix", id);
    return PayloadTwo.event(request, arrival, context);
  }

  @Override
  public WebResponse response(WebRequest request, Arrival arrival, byte[] payload)
      throws MalformedAnswerException {
    return finished(request, arrival, PayloadTwo.response(payload));
  }

  /**
   * The head of a streamed response.
   *
   * @param prelude the JSON in front of the body, null where the function sends none
   * @param contentType the type of what follows if there is no prelude
   */
  public WebResponse streamed(
      WebRequest request, Arrival arrival, byte @Nullable [] prelude, String contentType)
      throws MalformedAnswerException {
    List<Field> fields = new ArrayList<>();
    if (prelude == null) {
      fields.add(new Field("Content-Type", contentType));
      return finished(request, arrival, new WebResponse(200, null, fields, new byte[0]));
    }
    ProxyAnswer answer = ProxyAnswer.of(prelude);
    fields.addAll(answer.headers());
    if (fields.stream().noneMatch(field -> field.name().equalsIgnoreCase("Content-Type"))) {
      // What a stream is that says nothing of itself (AWS: configuration-response-streaming).
      fields.add(new Field("Content-Type", "application/octet-stream"));
    }
    fields.addAll(answer.cookies());
    int status = answer.has("statusCode") ? answer.status() : 200;
    return finished(request, arrival, new WebResponse(status, null, fields, new byte[0]));
  }

  @Override
  public WebResponse failure(WebRequest request, Arrival arrival, Failure failure) {
    WebResponse response =
        switch (failure) {
          case FUNCTION_ERROR, MALFORMED_ANSWER, OUT_OF_TIME ->
              WebResponse.json(502, "Internal Server Error");
          case THROTTLED ->
              error(429, "TooManyRequestsException", "{\"Message\":\"Rate Exceeded.\"}");
          case BODY_TOO_LARGE, EVENT_TOO_LARGE ->
              error(
                  413,
                  "RequestEntityTooLargeException",
                  "{\"Message\":\"Request must be smaller than "
                      + InvokeRequest.MAX_PAYLOAD_BYTES
                      + " bytes for the InvokeFunction operation\"}");
          case NO_FUNCTION -> error(404, "ResourceNotFoundException", "{\"Message\":null}");
          case PLATFORM -> error(500, "ServiceException", "{\"Message\":\"Service error\"}");
        };
    return finished(request, arrival, response);
  }

  private static WebResponse error(int status, String type, String body) {
    return WebResponse.json(status, body, new Field("x-amzn-ErrorType", type));
  }

  private ObjectNode identity(Caller caller) {
    String account = caller.account(scope.account());
    ObjectNode iam = EventJson.object();
    iam.put("accessKey", caller.accessKey()).put("accountId", account).put("callerId", account);
    iam.putNull("cognitoIdentity").putNull("principalOrgId");
    return iam.put("userArn", "arn:aws:iam::" + account + ":root").put("userId", account);
  }

  private WebResponse finished(WebRequest request, Arrival arrival, WebResponse response) {
    return finished(request, response)
        .with(
            List.of(
                new Field("x-amzn-RequestId", arrival.requestId()),
                new Field("X-Amzn-Trace-Id", "root=" + arrival.traceRoot() + ";sampled=0")));
  }

  private WebResponse finished(WebRequest request, WebResponse response) {
    return config.cors() == null ? response : response.with(config.cors().fields(request));
  }
}
