package io.slsemu.runtimeapi.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/** Reads the destination of a subscription; what is wrong goes to a list. */
final class DestinationRules {

  private static final int MAX_PORT = 65_535;

  /** Stands for a destination that could not be read; a fault is then on the list. */
  private static final Destination NOWHERE = new Destination.Tcp(0);

  private final List<String> hosts;
  private final List<String> faults;

  DestinationRules(boolean managedInstances, List<String> faults) {
    this.hosts =
        managedInstances
            ? List.of("sandbox.localdomain", "sandbox")
            : List.of("sandbox.localdomain");
    this.faults = faults;
  }

  Destination read(JsonNode given) {
    if (!given.isObject()) {
      faults.add(SubscriptionRules.expected("destination", "an object", given));
      return NOWHERE;
    }
    JsonNode protocol = given.path("protocol");
    if (protocol.isTextual() && protocol.textValue().equals("HTTP")) {
      return http(given);
    } else if (protocol.isTextual() && protocol.textValue().equals("TCP")) {
      return tcp(given.path("port"));
    }
    faults.add(SubscriptionRules.expected("destination.protocol", "HTTP or TCP", protocol));
    return NOWHERE;
  }

  private Destination tcp(JsonNode port) {
    boolean whole = port.isIntegralNumber() && port.canConvertToInt();
    if (!whole || port.intValue() < 1 || port.intValue() > MAX_PORT) {
      faults.add(
          SubscriptionRules.expected(
              "destination.port", "a whole number from 1 to " + MAX_PORT, port));
    }
    return new Destination.Tcp(port.intValue());
  }

  private Destination http(JsonNode given) {
    // AWS's own sample extensions send both of these; the Logs API's page knows PUT and POST.
    String method = choice(given, "method", List.of("POST", "PUT"));
    choice(given, "encoding", List.of("JSON"));
    JsonNode uri = given.path("URI");
    if (!uri.isTextual()) {
      faults.add(SubscriptionRules.expected("destination.URI", "a text", uri));
      return NOWHERE;
    }
    try {
      // Other characters than ASCII's are percent-encoded: they are to stand in a request line.
      return http(method, new URI(new URI(uri.textValue()).toASCIIString()), uri);
    } catch (URISyntaxException e) {
      faults.add(
          SubscriptionRules.expected(
              "destination.URI", "a URI like http://" + hosts.get(0) + ":8080", uri));
      return NOWHERE;
    }
  }

  private Destination http(String method, URI uri, JsonNode given) {
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    if (!"http".equalsIgnoreCase(uri.getScheme())) {
      faults.add(SubscriptionRules.expected("destination.URI", "of the scheme http", given));
    }
    if (!hosts.contains(host)) {
      faults.add(
          SubscriptionRules.expected(
              "destination.URI", "of the host " + String.join(" or ", hosts), given));
    }
    if (uri.getPort() < 0) {
      faults.add("URI port is not provided");
    } else if (uri.getPort() < 1 || uri.getPort() > MAX_PORT) {
      faults.add(
          SubscriptionRules.expected("destination.URI", "of a port from 1 to " + MAX_PORT, given));
    }
    return new Destination.Http(method, host, uri.getPort(), path(uri));
  }

  private static String path(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  /** A value that may be left out; the first of the choices stands for it then. */
  private String choice(JsonNode given, String name, List<String> choices) {
    JsonNode value = given.path(name);
    if (!value.isMissingNode() && !choices.contains(value.textValue())) {
      faults.add(
          SubscriptionRules.expected("destination." + name, String.join(" or ", choices), value));
    }
    return value.isTextual() ? value.textValue() : choices.get(0);
  }
}
