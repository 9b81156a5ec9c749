package io.slsemu.emulator.serviceapi.resources.sources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.catalog.Catalog;
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
import io.slsemu.emulator.serviceapi.resources.tags.Tags;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is to be polled for functions. Nobody polls here yet: a mapping says so wherever it is
 * shown, and the log once for each kind of source.
 */
public final class EventSourceMappings implements OperationGroup {
  private static final int MAX_ITEMS = 10_000;

  private final Catalog catalog;
  private final FunctionLookup lookup;
  private final Mappings mappings;
  private final Tags tags;
  private final InstantSource clock;
  private final Duration settling;
  private final Consumer<String> warnings;
  private final Set<SourceKind> warned = EnumSet.noneOf(SourceKind.class);

  /**
   * @param settling how long a change takes to come into force
   * @param warnings are told what a person should know
   */
  public EventSourceMappings(
      Catalog catalog,
      Tags tags,
      InstantSource clock,
      Duration settling,
      Consumer<String> warnings) {
    this.catalog = catalog;
    this.lookup = new FunctionLookup(catalog);
    this.mappings = new Mappings(catalog, clock);
    this.tags = tags;
    this.clock = clock;
    this.settling = settling;
    this.warnings = warnings;
  }

  @Override
  public Map<Operation, OperationHandler> handlers() {
    return Map.of(
        Operation.CREATE_EVENT_SOURCE_MAPPING, this::create,
        Operation.UPDATE_EVENT_SOURCE_MAPPING, this::update,
        Operation.GET_EVENT_SOURCE_MAPPING, this::get,
        Operation.DELETE_EVENT_SOURCE_MAPPING, this::delete,
        Operation.LIST_EVENT_SOURCE_MAPPINGS, this::list);
  }

  @Override
  public boolean isConfigOnly() {
    return true; // nobody polls
  }

  public boolean isThere(String arn) {
    return mappings.find(arn) != null;
  }

  private Reply create(Call call) {
    Fields request = new Fields(call.document()).require("FunctionName");
    String name = request.text("FunctionName", 1, 256);
    ObjectNode settings = MappingRequest.toCreate(request);
    boolean enabled = !request.has("Enabled") || request.flag("Enabled");
    Map<String, String> tagged = request.map("Tags");
    request.check();
    SourceKind kind = MappingRules.source(settings);
    MappingRules.supported(kind, settings);
    MappingRules.start(kind, settings);
    Target target = Target.of(call.scope(), String.valueOf(name), null);
    requireFunction(target);
    String arn = Mappings.prefix(call) + UUID.randomUUID();
    settings.put("FunctionArn", target.arn());
    kind.defaults(settings);
    MappingRules.together(kind, settings);
    Mapping made = mapping(arn, settings, enabled, enabled ? "Creating" : "Disabled");
    if (kind == SourceKind.SELF_MANAGED_KAFKA) {
      consumerGroup(settings, made.uuid());
    }
    catalog.change(
        () -> {
          mappings.sweep(Mappings.prefix(call));
          mappings.refuseSecond(Mappings.prefix(call), settings, target.function().name().value());
          mappings.put(made);
          tags.put(arn, tagged == null ? Map.of() : tagged);
          return made;
        });
    warn(kind, arn);
    return Reply.of(call, view(made));
  }

  private Reply update(Call call) {
    Fields request = new Fields(call.document());
    String name = request.text("FunctionName", 1, 256);
    ObjectNode changes = MappingRequest.toUpdate(request);
    @Nullable Boolean asked = request.has("Enabled") ? request.flag("Enabled") : null;
    request.check();
    Mapping updated =
        catalog.change(
            () -> {
              Mapping before = settled(mappings.require(call), "update");
              ObjectNode settings = before.settings().deepCopy();
              SourceKind kind = MappingRules.source(settings);
              MappingRules.supported(kind, changes);
              settings.setAll(changes);
              if (name != null) {
                Target target = Target.of(call.scope(), name, null);
                requireFunction(target);
                settings.put("FunctionArn", target.arn());
              }
              MappingRules.together(kind, settings);
              boolean enabled = asked == null ? before.enabled() : asked;
              Mapping after =
                  mapping(before.arn(), settings, enabled, transition(before.enabled(), enabled));
              mappings.put(after);
              return after;
            });
    return Reply.of(call, view(updated));
  }

  private Reply get(Call call) {
    return Reply.of(call, view(mappings.require(call)));
  }

  private Reply delete(Call call) {
    Mapping deleted =
        catalog.change(
            () -> {
              Mapping before = settled(mappings.require(call), "delete");
              Mapping after =
                  mapping(before.arn(), before.settings(), before.enabled(), Mapping.DELETING);
              mappings.put(after);
              tags.removeAll(before.arn());
              return after;
            });
    return Reply.of(call, view(deleted));
  }

  private Reply list(Call call) {
    String source = call.inQuery("EventSourceArn");
    String name = call.inQuery("FunctionName");
    String function = name == null ? null : Target.of(call.scope(), name, null).arn();
    List<Mapping> found =
        mappings.under(Mappings.prefix(call)).stream()
            .filter(each -> isOf(each, "EventSourceArn", source))
            .filter(each -> isOf(each, "FunctionArn", function))
            .toList();
    return Reply.of(
        call,
        Page.of(call, MAX_ITEMS).document("EventSourceMappings", found, Mapping::arn, this::view));
  }

  private static boolean isOf(Mapping mapping, String member, @Nullable String value) {
    return value == null || mapping.settings().path(member).asText().equals(value);
  }

  private Mapping mapping(String arn, ObjectNode settings, boolean enabled, String transition) {
    long now = clock.millis();
    return new Mapping(arn, settings, enabled, transition, now + settling.toMillis(), now);
  }

  private static String transition(boolean before, boolean after) {
    if (before == after) {
      return "Updating";
    }
    return after ? "Enabling" : "Disabling";
  }

  /**
   * @throws Refused if another change is not over
   */
  private Mapping settled(Mapping mapping, String verb) {
    if (!mapping.isSettled(clock.millis())) {
      throw new Refused( // the service's words, as deployment tools quote them
          ServiceError.user(
              400,
              "ResourceInUseException",
              "Message",
              "Cannot " + verb + " the event source mapping because it is in use."));
    }
    return mapping;
  }

  private void requireFunction(Target target) {
    if (lookup.version(target.function(), target.qualifier()) == null) {
      throw MappingRules.refused("Function does not exist"); // recorded from the service
    }
  }

  /** Without a name of its own the group is called as the mapping is. */
  private static void consumerGroup(ObjectNode settings, String uuid) {
    String member = "SelfManagedKafkaEventSourceConfig";
    if (!settings.path(member).has("ConsumerGroupId")) {
      settings.withObject("/" + member).put("ConsumerGroupId", uuid);
    }
  }

  private ObjectNode view(Mapping mapping) {
    SourceKind kind = SourceKind.of(mapping.settings());
    return mapping.view(
        clock.millis(),
        "No records processed: sls-emu does not poll "
            + (kind == null ? "this source" : kind.words())
            + " yet");
  }

  private void warn(SourceKind kind, String arn) {
    synchronized (warned) {
      if (!warned.add(kind)) {
        return;
      }
    }
    warnings.accept(
        "the event source mapping "
            + arn
            + " is kept, but sls-emu does not poll "
            + kind.words()
            + " yet: its function gets no events from there; invoke it directly");
  }
}
