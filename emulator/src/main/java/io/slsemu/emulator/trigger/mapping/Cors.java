package io.slsemu.emulator.trigger.mapping;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a function URL says to browsers. In answers of the function its headers stand beside those
 * that the service adds, doubled where both speak of the same (observed:
 * aws-powertools/powertools-lambda-python#4163).
 *
 * @param allowCredentials whether cookies may be sent
 * @param allowHeaders which request headers, {@code *} for all
 * @param allowMethods which methods, {@code *} for all
 * @param allowOrigins from where, {@code *} for anywhere
 * @param exposeHeaders which response headers scripts see
 * @param maxAge for how many seconds a preflight's answer holds, null if that is not said
 */
public record Cors(
    boolean allowCredentials,
    List<String> allowHeaders,
    List<String> allowMethods,
    List<String> allowOrigins,
    List<String> exposeHeaders,
    @Nullable Integer maxAge) {

  private static final String ANY = "*";

  /** Whether a browser asks by this request what it may do, rather than doing it. */
  static boolean isPreflight(WebRequest request) {
    return request.method().equals("OPTIONS")
        && request.first("Origin") != null
        && request.first("Access-Control-Request-Method") != null;
  }

  /** The answer to a preflight; without any permission for an origin that has none. */
  WebResponse preflight(WebRequest request) {
    List<Field> fields = new ArrayList<>(origin(request));
    if (!fields.isEmpty()) {
      add(
          fields,
          "Access-Control-Allow-Methods",
          granted(allowMethods, request, "Access-Control-Request-Method"));
      add(
          fields,
          "Access-Control-Allow-Headers",
          granted(allowHeaders, request, "Access-Control-Request-Headers"));
      add(fields, "Access-Control-Max-Age", maxAge == null ? "" : String.valueOf(maxAge));
    }
    return new WebResponse(200, null, fields, new byte[0]);
  }

  /** What is added to the answer to any other request. */
  List<Field> fields(WebRequest request) {
    List<Field> fields = new ArrayList<>(origin(request));
    if (!fields.isEmpty()) {
      add(fields, "Access-Control-Expose-Headers", String.join(",", exposeHeaders));
    }
    return fields;
  }

  /** Empty if the request names no origin, or one that has no permission. */
  private List<Field> origin(WebRequest request) {
    String origin = request.first("Origin");
    if (origin == null || !allowOrigins.contains(ANY) && !allowOrigins.contains(origin)) {
      return List.of();
    }
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("Access-Control-Allow-Origin", origin));
    fields.add(new Field("Vary", "Origin"));
    if (allowCredentials) {
      fields.add(new Field("Access-Control-Allow-Credentials", "true"));
    }
    return fields;
  }

  private static String granted(List<String> allowed, WebRequest request, String asked) {
    return allowed.contains(ANY) ? request.firstOrEmpty(asked) : String.join(",", allowed);
  }

  private static void add(List<Field> fields, String name, String value) {
    if (!value.isEmpty()) {
      fields.add(new Field(name, value));
    }
  }
}
