package io.slsemu.emulator.trigger.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Makes the JSON of events. */
final class EventJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private EventJson() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static byte[] bytes(ObjectNode event) {
    try {
      return MAPPER.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a tree of text and numbers cannot fail to be written", e);
    }
  }

  static ArrayNode array(Collection<String> values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(array::add);
    return array;
  }

  /** Repeated values with a comma between. */
  static ObjectNode joined(Map<String, List<String>> values) {
    ObjectNode object = object();
    values.forEach((name, all) -> object.put(name, String.join(",", all)));
    return object;
  }

  /** Of repeated values the last. */
  static ObjectNode last(Map<String, List<String>> values) {
    ObjectNode object = object();
    values.forEach((name, all) -> object.put(name, all.get(all.size() - 1)));
    return object;
  }

  static ObjectNode lists(Map<String, List<String>> values) {
    ObjectNode object = object();
    values.forEach((name, all) -> object.set(name, array(all)));
    return object;
  }
}
