package io.slsemu.cli.input;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object that was read, as its reader wants its members. */
public record JsonObject(Map<?, ?> members) {

  /**
   * @throws IllegalArgumentException if the text is no JSON object
   */
  public static JsonObject read(byte[] text) {
    return of(Json.read(text));
  }

  private static JsonObject of(@Nullable Object value) {
    if (value instanceof Map<?, ?> members) {
      return new JsonObject(members);
    }
    throw new IllegalArgumentException("an object was expected");
  }

  /** A string, null if it is not there. */
  public @Nullable String text(String name) {
    return members.get(name) instanceof String text ? text : null;
  }

  /**
   * @throws IllegalArgumentException if it is not there
   */
  public String requireText(String name) {
    String text = text(name);
    if (text == null) {
      throw new IllegalArgumentException("there is no " + name);
    }
    return text;
  }

  /** A whole number, null if it is not there. */
  public @Nullable Long number(String name) {
    return members.get(name) instanceof BigDecimal number ? (Long) number.longValue() : null;
  }

  /**
   * @throws IllegalArgumentException if it is not there
   */
  public long requireNumber(String name) {
    Long number = number(name);
    if (number == null) {
      throw new IllegalArgumentException("there is no " + name);
    }
    return number;
  }

  /**
   * @throws IllegalArgumentException if it is not there
   */
  public JsonObject object(String name) {
    return of(members.get(name));
  }

  /** The objects in a list; none if it is not there. */
  public List<JsonObject> objects(String name) {
    return list(name).stream().map(JsonObject::of).toList();
  }

  /** The strings in a list; none if it is not there. */
  public List<String> texts(String name) {
    return list(name).stream().map(String::valueOf).toList();
  }

  private List<?> list(String name) {
    return members.get(name) instanceof List<?> list ? list : List.of();
  }
}
