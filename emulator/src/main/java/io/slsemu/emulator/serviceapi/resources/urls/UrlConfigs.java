package io.slsemu.emulator.serviceapi.resources.urls;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.catalog.Moments;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.serviceapi.operation.Call;
import io.slsemu.emulator.serviceapi.operation.Fields;
import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.operation.OperationGroup;
import io.slsemu.emulator.serviceapi.operation.OperationHandler;
import io.slsemu.emulator.serviceapi.operation.Page;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.Reply;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.slsemu.emulator.serviceapi.operation.Target;
import io.slsemu.emulator.serviceapi.resources.FunctionLookup;
import io.slsemu.emulator.serviceapi.resources.Json;
import io.slsemu.emulator.serviceapi.resources.QualifiedTable;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The URLs of functions and aliases, and how requests to them are treated. */
public final class UrlConfigs implements OperationGroup {
  private static final int MAX_ITEMS = 50;
  private static final Pattern ALIAS = Pattern.compile("((?!^\\d+$)^[0-9a-zA-Z-_]+$)");

  private final Catalog catalog;
  private final FunctionLookup lookup;
  private final QualifiedTable<UrlConfig> configs;
  // Of ids that were seen; one always stands for the same.
  private final Map<String, String> arns = new ConcurrentHashMap<>();
  private final Supplier<String> front;
  private final InstantSource clock;

  /**
   * @param front where URLs begin, without a slash at the end: {@code http://localhost:3001}
   */
  public UrlConfigs(Catalog catalog, Supplier<String> front, InstantSource clock) {
    this.catalog = catalog;
    this.lookup = new FunctionLookup(catalog);
    this.configs = new QualifiedTable<>(catalog, "function-urls", UrlConfig.class);
    this.front = front;
    this.clock = clock;
  }

  @Override
  public Map<Operation, OperationHandler> handlers() {
    return Map.of(
        Operation.CREATE_FUNCTION_URL_CONFIG, this::create,
        Operation.UPDATE_FUNCTION_URL_CONFIG, this::update,
        Operation.GET_FUNCTION_URL_CONFIG, this::get,
        Operation.DELETE_FUNCTION_URL_CONFIG, this::delete,
        Operation.LIST_FUNCTION_URL_CONFIGS, this::list);
  }

  /** The one that a URL names, null if there is none. */
  public @Nullable UrlConfig find(String urlId) {
    String known = arns.get(urlId);
    UrlConfig found = known == null ? null : configs.get(known);
    if (found == null) {
      configs.all().forEach((arn, config) -> arns.put(config.urlId(), arn));
      String arn = arns.get(urlId);
      found = arn == null ? null : configs.get(arn);
    }
    return found;
  }

  /** The one of a function or of its alias, null if there is none. */
  public @Nullable UrlConfig of(FunctionArn function, @Nullable String qualifier) {
    return configs.get(function, qualifier);
  }

  private Reply create(Call call) {
    Fields request = new Fields(call.document()).require("AuthType");
    Target target = target(call, request);
    String auth = request.oneOf("AuthType", List.of("NONE", "AWS_IAM"));
    String mode = request.oneOf("InvokeMode", List.of("BUFFERED", "RESPONSE_STREAM"));
    ObjectNode cors = Cors.read(request.object("Cors"));
    request.check();
    String now = Moments.inMicros(clock.instant());
    UrlConfig config =
        new UrlConfig(
            UrlId.of(target.arn()),
            target.function().region(),
            target.function().account(),
            target.function().name().value(),
            target.qualifier(),
            String.valueOf(auth),
            mode == null ? "BUFFERED" : mode,
            cors,
            now,
            now);
    catalog.change(
        () -> {
          requireFunction(target);
          refuseSecond(target);
          configs.put(target.function(), target.qualifier(), config);
          return config;
        });
    ObjectNode document = view(config);
    document.remove("LastModifiedTime"); // this and the next: as recorded from the service
    return Reply.of(call, mode == null ? document.without("InvokeMode") : document);
  }

  private Reply update(Call call) {
    Fields request = new Fields(call.document());
    Target target = target(call, request);
    String auth = request.oneOf("AuthType", List.of("NONE", "AWS_IAM"));
    String mode = request.oneOf("InvokeMode", List.of("BUFFERED", "RESPONSE_STREAM"));
    ObjectNode cors = Cors.read(request.object("Cors"));
    request.check();
    UrlConfig updated =
        catalog.change(
            () -> {
              requireFunction(target);
              UrlConfig before = require(target);
              UrlConfig after =
                  new UrlConfig(
                      before.urlId(),
                      before.region(),
                      before.account(),
                      before.name(),
                      before.qualifier(),
                      auth == null ? before.authType() : auth,
                      mode == null ? before.invokeMode() : mode,
                      request.has("Cors") ? cors : before.cors(),
                      before.creationTime(),
                      Moments.inMicros(clock.instant()));
              configs.put(target.function(), target.qualifier(), after);
              return after;
            });
    ObjectNode document = view(updated);
    return Reply.of(call, mode == null ? document.without("InvokeMode") : document);
  }

  private Reply get(Call call) {
    return Reply.of(call, view(require(target(call, new Fields(Json.object())))));
  }

  private Reply delete(Call call) {
    Target target = target(call, new Fields(Json.object()));
    catalog.change(
        () -> {
          require(target);
          return configs.remove(target.function(), target.qualifier());
        });
    return Reply.empty(call);
  }

  private Reply list(Call call) {
    Target target = Target.of(call);
    requireFunction(new Target(target.function(), null));
    return Reply.of(
        call,
        Page.of(call, MAX_ITEMS)
            .document(
                "FunctionUrlConfigs",
                List.copyOf(configs.of(target.function()).values()),
                UrlConfig::arn,
                this::view));
  }

  /** URLs are of functions and aliases only: versions have none. */
  private static Target target(Call call, Fields request) {
    Target target = Target.of(call);
    String qualifier = target.qualifier();
    if (qualifier != null && !ALIAS.matcher(qualifier).matches()) {
      request.violate(
          qualifier,
          "Qualifier",
          "Member must satisfy regular expression pattern: " + ALIAS.pattern());
      request.check();
    }
    return target;
  }

  private void requireFunction(Target target) {
    if (lookup.version(target.function(), target.qualifier()) == null) {
      throw new Refused(ServiceError.notFound("Function does not exist"));
    }
  }

  private UrlConfig require(Target target) {
    UrlConfig found = configs.get(target.function(), target.qualifier());
    if (found == null) {
      throw new Refused(ServiceError.notFound("The resource you requested does not exist."));
    }
    return found;
  }

  private void refuseSecond(Target target) {
    if (configs.get(target.function(), target.qualifier()) != null) {
      throw new Refused( // recorded from the service, both blanks too
          ServiceError.conflict(
              "Failed to create function url config for [functionArn = "
                  + target.arn()
                  + "]. Error message:  FunctionUrlConfig exists for this Lambda function"));
    }
  }

  private ObjectNode view(UrlConfig config) {
    ObjectNode view =
        Json.object()
            .put("FunctionUrl", front.get() + "/lambda-url/" + config.urlId() + "/")
            .put("FunctionArn", config.arn())
            .put("AuthType", config.authType());
    if (config.cors() != null) {
      view.set("Cors", config.cors());
    }
    return view.put("CreationTime", config.creationTime())
        .put("LastModifiedTime", config.lastModifiedTime())
        .put("InvokeMode", config.invokeMode());
  }
}
