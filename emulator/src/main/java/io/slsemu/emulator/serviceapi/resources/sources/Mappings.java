package io.slsemu.emulator.serviceapi.resources.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.serviceapi.operation.Call;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.slsemu.emulator.store.Table;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The event source mappings that there are. */
final class Mappings {
  private final Table<Mapping> mappings;
  private final InstantSource clock;

  Mappings(Catalog catalog, InstantSource clock) {
    this.mappings = catalog.table("event-source-mappings", Mapping.class);
    this.clock = clock;
  }

  static String prefix(Call call) {
    return "arn:aws:lambda:"
        + call.scope().region()
        + ":"
        + call.scope().account()
        + ":event-source-mapping:";
  }

  @Nullable Mapping find(String arn) {
    Mapping found = mappings.get(arn);
    return found == null || found.isGone(clock.millis()) ? null : found;
  }

  /**
   * The one in the path.
   *
   * @throws Refused if it is not there
   */
  Mapping require(Call call) {
    Mapping found = find(prefix(call) + call.inPath("UUID"));
    if (found == null) {
      throw new Refused(ServiceError.notFound("The resource you requested does not exist."));
    }
    return found;
  }

  void put(Mapping mapping) {
    mappings.put(mapping.arn(), mapping);
  }

  /** Of an account and region; those whose deletion is over are cleared away. */
  List<Mapping> under(String prefix) {
    return mappings.under(prefix).values().stream()
        .filter(each -> !each.isGone(clock.millis()))
        .toList();
  }

  /** Within a change: clears those away whose deletion is over. */
  void sweep(String prefix) {
    for (Mapping each : mappings.under(prefix).values()) {
      if (each.isGone(clock.millis())) {
        mappings.remove(each.arn());
      }
    }
  }

  /**
   * @throws Refused if the function has one of the same source already; the words are recorded
   */
  void refuseSecond(String prefix, ObjectNode settings, String functionName) {
    for (Mapping other : under(prefix)) {
      boolean same =
          other.settings().path("FunctionArn").equals(settings.path("FunctionArn"))
              && meet(sources(other.settings()), sources(settings))
              && meet(texts(other.settings().path("Topics")), texts(settings.path("Topics")));
      if (same) {
        throw new Refused(
            ServiceError.conflict(
                taken(settings, functionName)
                    + " already exists. Please update or delete the existing mapping with UUID "
                    + other.uuid()));
      }
    }
  }

  private static String taken(ObjectNode settings, String functionName) {
    String arn = settings.path("EventSourceArn").asText();
    SourceKind kind = SourceKind.of(settings);
    if (kind == SourceKind.SQS) {
      return "An event source mapping with SQS arn (\" %s \") and function (\" %s \")"
          .formatted(arn, functionName);
    }
    if (kind != null && kind.isKafka()) {
      return "An event source mapping with event source (\"%s\"), function (\"%s\"), topics (\"%s\")"
          .formatted(
              String.join(",", sources(settings)),
              settings.path("FunctionArn").asText(),
              String.join(",", texts(settings.path("Topics"))));
    }
    return "The event source arn (\" %s \") and function (\" %s \") provided mapping"
        .formatted(arn, functionName);
  }

  private static Set<String> sources(JsonNode settings) {
    return settings.has("EventSourceArn")
        ? Set.of(settings.path("EventSourceArn").asText())
        : texts(
            settings
                .path("SelfManagedEventSource")
                .path("Endpoints")
                .path("KAFKA_BOOTSTRAP_SERVERS"));
  }

  private static Set<String> texts(JsonNode list) {
    Set<String> texts = new LinkedHashSet<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  /** Whether two have one in common, or neither has any. */
  private static boolean meet(Set<String> some, Set<String> others) {
    return (some.isEmpty() && others.isEmpty()) || some.stream().anyMatch(others::contains);
  }
}
