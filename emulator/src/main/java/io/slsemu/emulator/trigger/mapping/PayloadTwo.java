package io.slsemu.emulator.trigger.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The payload format 2.0 that function URLs and HTTP APIs share.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">AWS:
 *     http-api-develop-integrations-lambda</a>
 */
final class PayloadTwo {
  private static final String DEFAULT = "$default";

  private PayloadTwo() {}

  /**
   * @param context the members of requestContext that tell one front door from another
   */
  static byte[] event(WebRequest request, Arrival arrival, ObjectNode context) {
    ObjectNode event = EventJson.object();
    event.put("version", "2.0").put("routeKey", DEFAULT).put("rawPath", request.rawPath());
    event.put("rawQueryString", request.rawQuery());
    List<String> cookies = cookies(request);
    if (!cookies.isEmpty()) {
      event.set("cookies", EventJson.array(cookies));
    }
    // The header cookie is taken apart above, and stands there only.
    event.set(
        "headers",
        EventJson.joined(
            EventHeaders.lowerCase(
                request,
                arrival,
                name -> EventHeaders.ofConnection(name) || name.equals("cookie"))));
    Map<String, List<String>> query = QueryString.decoded(request.rawQuery());
    if (!query.isEmpty()) {
      event.set("queryStringParameters", EventJson.joined(query));
    }
    event.set("requestContext", completed(context, request, arrival));
    EventBody body = EventBody.byType(request);
    if (!body.text().isEmpty()) {
      event.put("body", body.text());
    }
    return EventJson.bytes(event.put("isBase64Encoded", body.base64()));
  }

  /**
   * What the answer is as a response: an object with statusCode says itself, any other JSON is the
   * body.
   */
  static WebResponse response(byte[] payload) throws MalformedAnswerException {
    ProxyAnswer answer = ProxyAnswer.ifStructured(payload);
    List<Field> fields = new ArrayList<>();
    if (answer == null) {
      fields.add(new Field("Content-Type", "application/json"));
      return new WebResponse(200, null, fields, ProxyAnswer.inferredBody(payload));
    }
    fields.addAll(answer.headers());
    if (fields.stream().noneMatch(field -> field.name().equalsIgnoreCase("Content-Type"))) {
      fields.add(new Field("Content-Type", "application/json"));
    }
    fields.addAll(answer.cookies());
    return new WebResponse(answer.status(), null, fields, answer.body(true));
  }

  private static ObjectNode completed(ObjectNode context, WebRequest request, Arrival arrival) {
    ObjectNode http = EventJson.object();
    http.put("method", request.method()).put("path", request.rawPath());
    http.put("protocol", request.protocol()).put("sourceIp", request.sourceIp());
    http.put("userAgent", request.firstOrEmpty("User-Agent"));
    context.set("http", http);
    context.put("requestId", arrival.requestId()).put("routeKey", DEFAULT).put("stage", DEFAULT);
    return context.put("time", arrival.time()).put("timeEpoch", arrival.epochMillis());
  }

  private static List<String> cookies(WebRequest request) {
    List<String> cookies = new ArrayList<>();
    for (Field field : request.fields()) {
      if (field.name().equalsIgnoreCase("Cookie")) {
        for (String cookie : field.value().split(";")) {
          if (!cookie.isBlank()) {
            cookies.add(cookie.strip());
          }
        }
      }
    }
    return cookies;
  }
}
