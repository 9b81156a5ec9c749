package io.slsemu.emulator.trigger;

import io.slsemu.emulator.function.FunctionNotFoundException;
import io.slsemu.emulator.function.FunctionReference;
import io.slsemu.emulator.function.FunctionRegistry;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.trigger.mapping.Field;
import io.slsemu.emulator.trigger.mapping.FunctionUrlConfig;
import io.slsemu.emulator.trigger.mapping.FunctionUrlConfig.AuthType;
import io.slsemu.emulator.trigger.mapping.FunctionUrlDoor;
import io.slsemu.emulator.trigger.mapping.WebResponse;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves function URLs under {@code /lambda-url/<url-id>/}, and at hosts {@code
 * <url-id>.lambda-url.…}. A function's name, with an alias or not, stands in for the id.
 */
public final class FunctionUrls implements HttpHandler {
  private static final String FRONT = "/lambda-url/";
  private static final Pattern HOST = Pattern.compile("([a-zA-Z0-9_-]+)\\.lambda-url\\..+");
  private static final Pattern NAME = Pattern.compile("([a-zA-Z0-9_-]+)(?::([$a-zA-Z0-9_-]+))?");

  private final FunctionUrlSource urls;
  private final FunctionRegistry functions;
  private final DoorServices services;
  private final UrlPermissions permissions;

  public FunctionUrls(
      FunctionUrlSource urls,
      FunctionRegistry functions,
      DoorServices services,
      UrlPermissions permissions) {
    this.permissions = permissions;
    this.urls = urls;
    this.functions = functions;
    this.services = services;
  }

  /** Whether a request is for a function URL, by its path or by its host. */
  public static boolean serves(HttpServerExchange exchange) {
    return exchange.getRequestPath().startsWith(FRONT) || idOfHost(exchange) != null;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    String path = Requests.rawPath(exchange);
    String id = idOfHost(exchange);
    if (id == null) {
      int end = path.indexOf('/', FRONT.length());
      id = path.substring(Math.min(FRONT.length(), path.length()), end < 0 ? path.length() : end);
      path = end < 0 ? "/" : path.substring(end);
    }
    FunctionUrl url = find(decoded(id));
    if (url == null) {
      Requests.send(exchange, unknown(decoded(id)));
    } else {
      FunctionUrlDoor door = door(url, functions.home(), isPermitted(url));
      new DoorHandler(door, url.function(), services).handle(exchange, path);
    }
  }

  /**
   * @param home of functions whose account is not said
   */
  static FunctionUrlDoor door(FunctionUrl url, Scope home, boolean permitted) {
    Scope scope = url.function().scope();
    return new FunctionUrlDoor(url.id(), url.config(), scope == null ? home : scope, permitted);
  }

  /** The client is told as little as the service tells it; the developer is told what to do. */
  private boolean isPermitted(FunctionUrl url) {
    String missing = url.config().authType() == AuthType.NONE ? permissions.missing(url) : null;
    if (missing != null) {
      services
          .notices()
          .accept(
              "the function URL of "
                  + url.function()
                  + " is not open to all: no statement of its policy permits "
                  + missing
                  + " to Principal *; add one (aws lambda add-permission), or start without"
                  + " --enforce-permissions");
    }
    return missing == null;
  }

  private static @Nullable String idOfHost(HttpServerExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    if (host == null || !host.contains(".lambda-url.")) {
      return null;
    }
    Matcher matcher = HOST.matcher(host);
    return matcher.matches() ? matcher.group(1) : null;
  }

  private @Nullable FunctionUrl find(String id) {
    FunctionUrl configured = urls.byId(id);
    Matcher name = NAME.matcher(id);
    if (configured != null || !name.matches()) {
      return configured;
    }
    FunctionReference function = new FunctionReference(null, name.group(1), name.group(2));
    try {
      functions.require(function);
    } catch (FunctionNotFoundException e) {
      return null;
    }
    FunctionUrl own = urls.of(function);
    return own != null ? own : new FunctionUrl(name.group(1), function, FunctionUrlConfig.OPEN);
  }

  /** The service answers 403 with {@code {"Message":null}}, which helps nobody here. */
  private WebResponse unknown(String id) {
    List<String> names =
        functions.all().stream().map(each -> each.name().value()).sorted().toList();
    String shown = id.replaceAll("[^a-zA-Z0-9_:$.-]", "?");
    String body =
        "{\"Type\":\"User\",\"Message\":\"There is no function URL and no function "
            + shown
            + "; there is "
            + names
            + "\"}";
    return new WebResponse(
        404,
        null,
        List.of(
            new Field("Content-Type", "application/json"),
            new Field("x-amzn-ErrorType", "ResourceNotFoundException")),
        body.getBytes(StandardCharsets.UTF_8));
  }

  /** A colon and a dollar sign may come encoded. */
  private static String decoded(String segment) {
    return segment.replace("%3A", ":").replace("%3a", ":").replace("%24", "$");
  }
}
