package io.slsemu.emulator.serviceapi.resources.eventinvoke;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.catalog.Moments;
import io.slsemu.emulator.function.Function;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of asynchronous invocations, of each version and alias its own. */
public final class EventInvokeConfigs implements OperationGroup {
  private static final int MAX_ITEMS = 50;

  private final Catalog catalog;
  private final FunctionLookup lookup;
  private final Destinations destinations;
  private final QualifiedTable<Kept> configs;
  private final InstantSource clock;

  public EventInvokeConfigs(Catalog catalog, InstantSource clock) {
    this.catalog = catalog;
    this.lookup = new FunctionLookup(catalog);
    this.destinations = new Destinations(catalog);
    this.configs = new QualifiedTable<>(catalog, "event-invoke-configs", Kept.class);
    this.clock = clock;
  }

  /**
   * @param lastModified in milliseconds since the epoch
   */
  record Kept(EventInvokeSettings settings, long lastModified) {}

  /**
   * What is said of a version or an alias.
   *
   * @param qualifier as the caller of the function named it, null for none
   */
  public EventInvokeSettings settings(FunctionArn function, @Nullable String qualifier) {
    Kept kept = configs.get(function, qualified(qualifier));
    return kept == null ? EventInvokeSettings.NONE : kept.settings();
  }

  @Override
  public Map<Operation, OperationHandler> handlers() {
    return Map.of(
        Operation.PUT_FUNCTION_EVENT_INVOKE_CONFIG, call -> write(call, true),
        Operation.UPDATE_FUNCTION_EVENT_INVOKE_CONFIG, call -> write(call, false),
        Operation.GET_FUNCTION_EVENT_INVOKE_CONFIG, this::get,
        Operation.DELETE_FUNCTION_EVENT_INVOKE_CONFIG, this::delete,
        Operation.LIST_FUNCTION_EVENT_INVOKE_CONFIGS, this::list);
  }

  /**
   * @param whole whether what the request leaves out is taken away, or stays
   */
  private Reply write(Call call, boolean whole) {
    Target target = Target.of(call);
    Fields request = new Fields(call.document());
    EventInvokeSettings asked = read(request);
    if (!request.has("MaximumRetryAttempts")
        && !request.has("MaximumEventAgeInSeconds")
        && !request.has("DestinationConfig")) {
      throw new Refused( // recorded from the service
          ServiceError.invalidParameter(
              "You must specify at least one of error handling or destination setting."));
    }
    Kept written =
        catalog.change(
            () -> {
              requireFunction(target);
              EventInvokeSettings settings =
                  whole ? asked : merged(require(target).settings(), asked, request);
              destinations.check(target.function(), settings);
              Kept kept = new Kept(settings, clock.millis());
              configs.put(target.function(), qualified(target.qualifier()), kept);
              return kept;
            });
    return Reply.of(call, view(arn(target), written));
  }

  private static EventInvokeSettings read(Fields request) {
    Fields asked = request.object("DestinationConfig");
    EventInvokeSettings settings =
        new EventInvokeSettings(
            request.number("MaximumRetryAttempts", 0, 2),
            request.number("MaximumEventAgeInSeconds", 60, 21_600),
            Destinations.read(asked, "OnSuccess"),
            Destinations.read(asked, "OnFailure"));
    request.check();
    return settings;
  }

  private static EventInvokeSettings merged(
      EventInvokeSettings before, EventInvokeSettings asked, Fields request) {
    Integer retries = asked.maximumRetryAttempts();
    Integer age = asked.maximumEventAgeInSeconds();
    EventInvokeSettings destinations = request.has("DestinationConfig") ? asked : before;
    return new EventInvokeSettings(
        retries == null ? before.maximumRetryAttempts() : retries,
        age == null ? before.maximumEventAgeInSeconds() : age,
        destinations.onSuccess(),
        destinations.onFailure());
  }

  private Reply get(Call call) {
    Target target = Target.of(call);
    return Reply.of(call, view(arn(target), require(target)));
  }

  private Reply delete(Call call) {
    Target target = Target.of(call);
    catalog.change(
        () -> {
          require(target);
          return configs.remove(target.function(), qualified(target.qualifier()));
        });
    return Reply.empty(call);
  }

  private Reply list(Call call) {
    Target target = Target.of(call);
    if (catalog.find(target.function()) == null) {
      throw noFunction();
    }
    List<Map.Entry<String, Kept>> all = List.copyOf(configs.of(target.function()).entrySet());
    return Reply.of(
        call,
        Page.of(call, MAX_ITEMS)
            .document(
                "FunctionEventInvokeConfigs",
                all,
                Map.Entry::getKey,
                each -> view(each.getKey(), each.getValue())));
  }

  private void requireFunction(Target target) {
    if (lookup.version(target.function(), target.qualifier()) == null) {
      throw noFunction();
    }
  }

  private static Refused noFunction() {
    return new Refused(ServiceError.notFound("The function doesn't exist."));
  }

  private Kept require(Target target) {
    Kept kept = configs.get(target.function(), qualified(target.qualifier()));
    if (kept == null) {
      throw new Refused( // recorded from the service
          ServiceError.notFound(
              "The function " + arn(target) + " doesn't have an EventInvokeConfig"));
    }
    return kept;
  }

  private static ObjectNode view(String arn, Kept kept) {
    EventInvokeSettings settings = kept.settings();
    ObjectNode view =
        Json.object()
            .put("LastModified", Moments.sinceEpoch(Instant.ofEpochMilli(kept.lastModified())))
            .put("FunctionArn", arn);
    if (settings.maximumRetryAttempts() != null) {
      view.put("MaximumRetryAttempts", settings.maximumRetryAttempts());
    }
    if (settings.maximumEventAgeInSeconds() != null) {
      view.put("MaximumEventAgeInSeconds", settings.maximumEventAgeInSeconds());
    }
    ObjectNode shown = view.putObject("DestinationConfig");
    destination(shown.putObject("OnSuccess"), settings.onSuccess());
    destination(shown.putObject("OnFailure"), settings.onFailure());
    return view;
  }

  private static void destination(ObjectNode side, @Nullable String arn) {
    if (arn != null) {
      side.put("Destination", arn);
    }
  }

  private static String arn(Target target) {
    return target.function().qualified(qualified(target.qualifier()));
  }

  private static String qualified(@Nullable String qualifier) {
    return qualifier == null ? Function.LATEST : qualifier;
  }
}
