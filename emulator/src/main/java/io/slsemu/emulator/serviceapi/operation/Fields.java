package io.slsemu.emulator.serviceapi.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's members and holds them to the model. What breaks it is collected, since the
 * service names all of it at once; a wrong type ends the reading, as it does there.
 */
public final class Fields {
  private final ObjectNode document;
  private final String prefix;
  private final List<String> violations;

  /**
   * @param document the body
   */
  public Fields(ObjectNode document) {
    this(document, "", new ArrayList<>());
  }

  private Fields(ObjectNode document, String prefix, List<String> violations) {
    this.document = document;
    this.prefix = prefix;
    this.violations = violations;
  }

  /** Whether a member is there, and not null. */
  public boolean has(String name) {
    return document.hasNonNull(name);
  }

  /** Notes its absence. */
  public Fields require(String name) {
    if (!has(name)) {
      note("null", name, "Member must not be null");
    }
    return this;
  }

  /**
   * A text, null if it is absent.
   *
   * @throws Refused if it is something else
   */
  public @Nullable String text(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrongType(value, "String");
    }
    return value.textValue();
  }

  /** A text of a length in characters. */
  public @Nullable String text(String name, int min, int max) {
    String text = text(name);
    if (text != null && text.length() < min) {
      violate(text, name, "Member must have length greater than or equal to " + min);
    }
    if (text != null && text.length() > max) {
      violate(text, name, "Member must have length less than or equal to " + max);
    }
    return text;
  }

  /** A text of a pattern. */
  public @Nullable String text(String name, Pattern pattern) {
    String text = text(name);
    if (text != null && !pattern.matcher(text).matches()) {
      violate(text, name, "Member must satisfy regular expression pattern: " + pattern.pattern());
    }
    return text;
  }

  /** One of some words. */
  public @Nullable String oneOf(String name, List<String> words) {
    String text = text(name);
    if (text != null && !words.contains(text)) {
      violate(text, name, "Member must satisfy enum value set: " + words);
    }
    return text;
  }

  /**
   * A number, null if it is absent.
   *
   * @throws Refused if it is something else
   */
  public @Nullable Integer number(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.canConvertToInt() || !value.isIntegralNumber()) {
      throw wrongType(value, "Integer");
    }
    return value.intValue();
  }

  /** A number within bounds. */
  public @Nullable Integer number(String name, int min, int max) {
    Integer number = number(name);
    if (number != null && number < min) {
      violate(number.toString(), name, "Member must have value greater than or equal to " + min);
    }
    if (number != null && number > max) {
      violate(number.toString(), name, "Member must have value less than or equal to " + max);
    }
    return number;
  }

  /**
   * Yes or no, no if it is absent.
   *
   * @throws Refused if it is something else
   */
  public boolean flag(String name) {
    JsonNode value = value(name);
    if (value != null && !value.isBoolean()) {
      throw wrongType(value, "Boolean");
    }
    return value != null && value.booleanValue();
  }

  /**
   * The members of a member, null if it is absent.
   *
   * @throws Refused if it is something else
   */
  public @Nullable Fields object(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof ObjectNode object)) {
      throw wrongType(value, "Object");
    }
    return new Fields(object, prefix + lowerCamel(name) + ".", violations);
  }

  /**
   * The members of each of a list's members, none if it is absent.
   *
   * @throws Refused if it is something else
   */
  public List<Fields> objects(String name) {
    JsonNode value = value(name);
    List<Fields> objects = new ArrayList<>();
    if (value == null) {
      return objects;
    }
    if (!value.isArray()) {
      throw wrongType(value, "List");
    }
    for (JsonNode each : value) {
      if (!(each instanceof ObjectNode object)) {
        throw wrongType(each, "Object");
      }
      String path = prefix + lowerCamel(name) + "." + (objects.size() + 1) + ".member.";
      objects.add(new Fields(object, path, violations));
    }
    return objects;
  }

  /**
   * The texts of a list, null if it is absent.
   *
   * @throws Refused if it is something else
   */
  public @Nullable List<String> texts(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isArray()) {
      throw wrongType(value, "List");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode each : value) {
      if (!each.isTextual()) {
        throw wrongType(each, "String");
      }
      texts.add(each.textValue());
    }
    return texts;
  }

  /**
   * The texts of a member by name, null if it is absent.
   *
   * @throws Refused if it is something else
   */
  public @Nullable Map<String, String> map(String name) {
    Fields fields = object(name);
    if (fields == null) {
      return null;
    }
    Map<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each : fields.document.properties()) {
      if (!each.getValue().isTextual()) {
        throw wrongType(each.getValue(), "String");
      }
      texts.put(each.getKey(), each.getValue().textValue());
    }
    return texts;
  }

  /** A member as it came, null if it is absent: for what is kept and shown as it is. */
  public @Nullable JsonNode raw(String name) {
    return value(name);
  }

  /** Notes that a value breaks a constraint of the model, in the service's words. */
  public void violate(String value, String name, String constraint) {
    note("'" + value + "'", name, constraint);
  }

  private void note(String shown, String name, String constraint) {
    violations.add(
        "Value "
            + shown
            + " at '"
            + prefix
            + lowerCamel(name)
            + "' failed to satisfy constraint: "
            + constraint);
  }

  /**
   * To be called when all is read.
   *
   * @throws Refused if anything broke the model
   */
  public void check() {
    if (!violations.isEmpty()) {
      throw new Refused(ServiceError.validation(violations));
    }
  }

  private @Nullable JsonNode value(String name) {
    JsonNode value = document.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private static Refused wrongType(JsonNode value, String wanted) {
    return new Refused(
        ServiceError.serialization(
            value.getNodeType().toString() + " value can not be converted to " + wanted));
  }

  /** As the service names members in its messages: MemorySize is memorySize. */
  private static String lowerCamel(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
