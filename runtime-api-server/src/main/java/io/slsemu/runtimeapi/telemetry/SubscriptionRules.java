package io.slsemu.runtimeapi.telemetry;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slsemu.runtimeapi.telemetry.TelemetryEvent.Category;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request to subscribe and collects all that is wrong with it. The rules are the JSON
 * schema of AWS's Runtime Interface Emulator and AWS: "Lambda Telemetry API reference"; only the
 * texts for an absent port and for empty types are known from the service.
 */
final class SubscriptionRules {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final int MAX_SHOWN = 60;

  private final SubscriptionApi api;
  private final boolean managedInstances;
  private final List<String> faults = new ArrayList<>();

  private SubscriptionRules(SubscriptionApi api, boolean managedInstances) {
    this.api = api;
    this.managedInstances = managedInstances;
  }

  /**
   * @param managedInstances these know the newest schema version only
   */
  static Subscription read(SubscriptionApi api, boolean managedInstances, byte[] body)
      throws InvalidSubscriptionException {
    return new SubscriptionRules(api, managedInstances).read(body);
  }

  private Subscription read(byte[] body) throws InvalidSubscriptionException {
    JsonNode request = parse(body);
    String schemaVersion = schemaVersion(request.path("schemaVersion"));
    List<Category> categories = categories(request.path("types"));
    Buffering buffering = buffering(request.path("buffering"));
    Destination destination =
        new DestinationRules(managedInstances, faults).read(request.path("destination"));
    if (!faults.isEmpty()) {
      throw new InvalidSubscriptionException(faults);
    }
    return new Subscription(api, schemaVersion, categories, buffering, destination);
  }

  private static JsonNode parse(byte[] body) throws InvalidSubscriptionException {
    try {
      JsonNode request = JSON.readTree(body);
      if (request.isObject()) {
        return request;
      }
      throw new InvalidSubscriptionException(
          List.of("the request must be a JSON object, not " + shown(request)));
    } catch (JsonProcessingException e) {
      // The library's own words are for programmers of this emulator.
      throw new InvalidSubscriptionException(
          List.of("the request is no valid JSON" + where(e.getLocation())));
    } catch (IOException e) {
      throw new InvalidSubscriptionException(List.of("the request is no text in UTF-8"));
    }
  }

  private static String where(@Nullable JsonLocation place) {
    return place == null
        ? ""
        : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
  }

  private String schemaVersion(JsonNode given) {
    List<String> known = api.schemaVersions();
    if (managedInstances) {
      known = known.subList(known.size() - 1, known.size());
    }
    // Required by the Telemetry API only (AWS: "Lambda Logs API", Subscribe).
    if (given.isMissingNode() && api == SubscriptionApi.LOGS) {
      return known.get(0);
    }
    if (!given.isTextual() || !known.contains(given.textValue())) {
      faults.add(expected("schemaVersion", "one of " + known, given));
    }
    return given.asText();
  }

  private List<Category> categories(JsonNode given) {
    if (!given.isArray()) {
      faults.add(expected("types", "an array of " + categoryNames(), given));
      return List.of();
    }
    if (given.isEmpty()) {
      faults.add("types should not be empty");
    }
    Set<Category> categories = new LinkedHashSet<>();
    for (JsonNode type : given) {
      Category.of(type.isTextual() ? type.textValue() : "")
          .ifPresentOrElse(
              categories::add,
              () -> faults.add(expected("types", "among " + categoryNames(), type)));
    }
    return List.copyOf(categories);
  }

  private static String categoryNames() {
    return Stream.of(Category.values())
        .map(Category::wireName)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private Buffering buffering(JsonNode given) {
    if (!given.isObject()) {
      if (!given.isMissingNode()) {
        faults.add(expected("buffering", "an object", given));
      }
      return Buffering.DEFAULT;
    }
    Buffering fallback = Buffering.DEFAULT;
    return new Buffering(
        bound(given, "maxItems", Buffering.MIN_ITEMS, Buffering.MAX_ITEMS, fallback.maxItems()),
        bound(given, "maxBytes", Buffering.MIN_BYTES, Buffering.MAX_BYTES, fallback.maxBytes()),
        bound(
            given,
            "timeoutMs",
            Buffering.MIN_TIMEOUT_MS,
            Buffering.MAX_TIMEOUT_MS,
            fallback.timeoutMs()));
  }

  private int bound(JsonNode buffering, String name, int min, int max, int fallback) {
    JsonNode given = buffering.path(name);
    if (given.isMissingNode()) {
      return fallback;
    }
    int value = given.isIntegralNumber() && given.canConvertToInt() ? given.intValue() : -1;
    if (value < min || value > max) {
      faults.add(expected("buffering." + name, "a whole number from " + min + " to " + max, given));
    }
    return value;
  }

  static String expected(String name, String wanted, JsonNode given) {
    return given.isMissingNode()
        ? name + " is not provided; it must be " + wanted
        : name + " must be " + wanted + ", not " + shown(given);
  }

  /** A value as it was given, cut where it is long. */
  private static String shown(JsonNode value) {
    String json = value.isMissingNode() ? "nothing" : value.toString();
    return json.length() <= MAX_SHOWN ? json : json.substring(0, MAX_SHOWN) + "…";
  }
}
