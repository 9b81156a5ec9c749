package io.slsemu.emulator.serviceapi.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list: where it begins and how many it may have.
 *
 * @param after the key of the last that was on the page before, null at the beginning
 * @param size how many
 */
public record Page(@Nullable String after, int size) {
  /** What the service gives where it is asked for no number, or for more. */
  private static final int MAX = 50;

  /**
   * @param maxItems the most that may be asked for, of the model
   * @throws Refused if the marker or the number is malformed
   */
  public static Page of(Call call, int maxItems) {
    String asked = call.inQuery("MaxItems");
    int size = asked == null ? MAX : number(asked, maxItems);
    return new Page(after(call.inQuery("Marker")), Math.min(MAX, size));
  }

  private static int number(String asked, int maxItems) {
    int number;
    try {
      number = Integer.parseInt(asked);
    } catch (NumberFormatException e) {
      throw new Refused(
          ServiceError.serialization("STRING_VALUE can not be converted to an Integer"));
    }
    if (number < 1 || number > maxItems) {
      throw new Refused(
          ServiceError.validation(
              List.of(
                  "Value '%d' at 'maxItems' failed to satisfy constraint: Member must have value %s"
                      .formatted(
                          number,
                          number < 1
                              ? "greater than or equal to 1"
                              : "less than or equal to " + maxItems))));
    }
    return number;
  }

  private static @Nullable String after(@Nullable String marker) {
    try {
      return marker == null
          ? null
          : new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refused(ServiceError.invalidParameter("Invalid pagination token"));
    }
  }

  /**
   * The document of this page.
   *
   * @param name the member with the items
   * @param all the whole list, in the order of its keys
   * @param key of an item
   * @param view an item as callers see it
   */
  public <T> ObjectNode document(
      String name, List<T> all, Function<T, String> key, Function<T, ? extends JsonNode> view) {
    ObjectNode document = new ObjectNode(JsonNodeFactory.instance);
    ArrayNode items = document.putArray(name);
    for (T item : all) {
      String itemKey = key.apply(item);
      if (after != null && itemKey.compareTo(after) <= 0) {
        continue;
      }
      if (items.size() == size) {
        return document;
      }
      items.add(view.apply(item));
      document.put("NextMarker", marker(itemKey));
    }
    document.remove("NextMarker");
    return document;
  }

  private static String marker(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }
}
