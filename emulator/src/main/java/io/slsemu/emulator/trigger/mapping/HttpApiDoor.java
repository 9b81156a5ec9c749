package io.slsemu.emulator.trigger.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.function.Scope;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP API of API Gateway (v2) whose route {@code $default} is the function, payload format 2.0.
 *
 * @param apiId the first label of its domain
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">AWS:
 *     http-api-develop-integrations-lambda</a>
 */
public record HttpApiDoor(String apiId, Scope home) implements FrontDoor {
  /** 10 MB (AWS: http-api-quotas). */
  private static final int MAX_BODY_BYTES = 10_485_760;

  /** AWS: http-api-quotas, "Maximum integration timeout". */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

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
    ObjectNode context = EventJson.object();
    context.put("accountId", home.account()).put("apiId", apiId);
    context.put("domainName", apiId + ".execute-api." + home.region() + ".amazonaws.com");
    context.put("domainPrefix", apiId);
    return PayloadTwo.event(request, arrival, context);
  }

  @Override
  public WebResponse response(WebRequest request, Arrival arrival, byte[] payload)
      throws MalformedAnswerException {
    return identified(arrival, PayloadTwo.response(payload));
  }

  /**
   * The service's own words, without a space in their JSON. Where Lambda refuses the call or is too
   * slow, the service is unavailable.
   */
  @Override
  public WebResponse failure(WebRequest request, Arrival arrival, Failure failure) {
    return identified(
        arrival,
        switch (failure) {
          case FUNCTION_ERROR, MALFORMED_ANSWER, NO_FUNCTION, PLATFORM ->
              WebResponse.json(500, "{\"message\":\"Internal Server Error\"}");
          case THROTTLED, OUT_OF_TIME ->
              WebResponse.json(503, "{\"message\":\"Service Unavailable\"}");
          case BODY_TOO_LARGE, EVENT_TOO_LARGE ->
              WebResponse.json(413, "{\"message\":\"Request Entity Too Large\"}");
        });
  }

  private static WebResponse identified(Arrival arrival, WebResponse response) {
    return response.with(List.of(new Field("apigw-requestid", arrival.requestId())));
  }
}
