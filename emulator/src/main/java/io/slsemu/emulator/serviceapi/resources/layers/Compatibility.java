package io.slsemu.emulator.serviceapi.resources.layers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.catalog.LayerDocument;
import io.slsemu.emulator.function.FunctionRuntime;
import io.slsemu.emulator.serviceapi.operation.Call;
import io.slsemu.emulator.serviceapi.operation.Fields;
import io.slsemu.emulator.serviceapi.resources.Json;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** For which runtimes and architectures a layer is made: what its publisher says, no more. */
final class Compatibility {
  private static final List<String> ARCHITECTURES = List.of("x86_64", "arm64");

  /** A layer may be for a runtime whose time is over (recorded from the service). */
  private static final List<String> RUNTIMES =
      Stream.concat(FunctionRuntime.IDENTIFIERS.stream(), FunctionRuntime.ENDED.stream()).toList();

  private static final int MAX_RUNTIMES = 15;
  private static final int MAX_ARCHITECTURES = 2;

  private Compatibility() {}

  /** Reads them out of a request into what callers see. */
  static void read(Fields request, ObjectNode details) {
    List<String> runtimes = texts(request, "CompatibleRuntimes", MAX_RUNTIMES, details);
    if (!RUNTIMES.containsAll(runtimes)) {
      request.violate(
          runtimes.toString(),
          "CompatibleRuntimes",
          "Member must satisfy enum value set: " + FunctionRuntime.IDENTIFIERS);
    }
    List<String> architectures =
        texts(request, "CompatibleArchitectures", MAX_ARCHITECTURES, details);
    if (!ARCHITECTURES.containsAll(architectures)) {
      request.violate(
          architectures.toString(),
          "CompatibleArchitectures",
          "Member must satisfy constraint: [Member must satisfy enum value set: "
              + ARCHITECTURES
              + ", Member must not be null]");
    }
  }

  private static List<String> texts(Fields request, String name, int max, ObjectNode details) {
    List<String> given = request.texts(name);
    List<String> texts = given == null ? List.of() : given;
    if (texts.size() > max) {
      request.violate(
          texts.toString(), name, "Member must have length less than or equal to " + max);
    }
    ArrayNode list = details.putArray(name);
    texts.forEach(list::add);
    return texts;
  }

  /** Which layers a list is to show. */
  static Predicate<LayerDocument> asked(Call call) {
    Fields fields = new Fields(Json.object());
    String runtime = oneOf(call, fields, "CompatibleRuntime", RUNTIMES);
    String architecture = oneOf(call, fields, "CompatibleArchitecture", ARCHITECTURES);
    fields.check();
    return layer ->
        has(layer, "CompatibleRuntimes", runtime)
            && has(layer, "CompatibleArchitectures", architecture);
  }

  private static @Nullable String oneOf(Call call, Fields fields, String name, List<String> words) {
    String asked = call.inQuery(name);
    if (asked != null && !words.contains(asked)) {
      fields.violate(asked, name, "Member must satisfy enum value set: " + words);
    }
    return asked;
  }

  private static boolean has(LayerDocument layer, String list, @Nullable String word) {
    if (word == null) {
      return true;
    }
    for (JsonNode each : layer.details().path(list)) {
      if (each.asText().equals(word)) {
        return true;
      }
    }
    return false;
  }
}
