package io.slsemu.emulator.trigger.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.function.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An Application Load Balancer whose target is the function.
 *
 * @param targetGroup the name of the target group
 * @param multiValue whether headers and parameters are exchanged as arrays; a new target group does
 *     not
 * @see <a
 *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html">AWS:
 *     lambda-functions of Elastic Load Balancing</a>
 */
public record LoadBalancerDoor(String targetGroup, boolean multiValue, Scope home)
    implements FrontDoor {

  /** Of a request's body and of the answer's JSON. */
  private static final int MAX_BYTES = 1_048_576;

  /** The end of the target group's ARN, made up. */
  private static final String GROUP_ID = "6d0ecf831eec9f09";

  @Override
  public int maxBodyBytes() {
    return MAX_BYTES;
  }

  @Override
  public @Nullable Duration patience() {
    return null;
  }

  @Override
  public @Nullable WebResponse intercept(WebRequest request) {
    if (request.firstOrEmpty("Upgrade").equalsIgnoreCase("websocket")) {
      return page(400, "Bad Request");
    }
    return request.method().equals("TRACE") ? page(405, "Not Allowed") : null;
  }

  @Override
  public byte[] event(WebRequest request, Arrival arrival) {
    ObjectNode event = EventJson.object();
    String group =
        "arn:aws:elasticloadbalancing:"
            + home.region()
            + ":"
            + home.account()
            + ":targetgroup/"
            + targetGroup
            + "/"
            + GROUP_ID;
    event.putObject("requestContext").set("elb", EventJson.object().put("targetGroupArn", group));
    event.put("httpMethod", request.method()).put("path", request.rawPath());
    Map<String, List<String>> query = QueryString.encoded(request.rawQuery());
    Map<String, List<String>> headers =
        EventHeaders.lowerCase(request, arrival, name -> name.equals("transfer-encoding"));
    if (multiValue) {
      event.set("multiValueQueryStringParameters", EventJson.lists(query));
      event.set("multiValueHeaders", EventJson.lists(headers));
    } else {
      event.set("queryStringParameters", EventJson.last(query));
      event.set("headers", EventJson.last(headers));
    }
    EventBody body = EventBody.byType(request);
    event.put("body", body.text()).put("isBase64Encoded", body.base64());
    return EventJson.bytes(event);
  }

  @Override
  public WebResponse response(WebRequest request, Arrival arrival, byte[] payload)
      throws MalformedAnswerException {
    if (payload.length > MAX_BYTES) {
      throw new MalformedAnswerException(
          "it has " + payload.length + " bytes, and a load balancer takes " + MAX_BYTES);
    }
    ProxyAnswer answer = ProxyAnswer.of(payload);
    List<Field> fields = new ArrayList<>();
    fields.addAll(multiValue ? answer.multiValueHeaders() : answer.headers());
    if (fields.stream().noneMatch(field -> field.name().equalsIgnoreCase("Content-Type"))) {
      fields.add(new Field("Content-Type", "application/octet-stream"));
    }
    int status = answer.status();
    return new WebResponse(status, reason(answer, status), fields, answer.body(true));
  }

  @Override
  public WebResponse failure(WebRequest request, Arrival arrival, Failure failure) {
    return switch (failure) {
      case BODY_TOO_LARGE, EVENT_TOO_LARGE -> page(413, "Request Entity Too Large");
      case NO_FUNCTION -> page(503, "Service Temporarily Unavailable");
      case OUT_OF_TIME -> page(504, "Gateway Time-out");
      default -> page(502, "Bad Gateway");
    };
  }

  /** What comes after the status in {@code statusDescription}, null where that is not so. */
  private static @Nullable String reason(ProxyAnswer answer, int status)
      throws MalformedAnswerException {
    String description = answer.text("statusDescription");
    String front = status + " ";
    boolean good =
        description != null
            && description.startsWith(front)
            && description.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    return good ? description.substring(front.length()) : null;
  }

  private static WebResponse page(int status, String reason) {
    String title = status + " " + reason;
    String page =
        "<html>\r\n<head><title>"
            + title
            + "</title></head>\r\n<body>\r\n<center><h1>"
            + title
            + "</h1></center>\r\n</body>\r\n</html>\r\n";
    return WebResponse.text(status, "text/html", page, new Field("Server", "awselb/2.0"));
  }
}
