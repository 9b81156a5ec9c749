package io.slsemu.emulator.trigger.mapping;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A function's answer as a JSON object, its members read as a front door takes them. */
final class ProxyAnswer {
  /** Figures keep all their digits, since an inferred body is written anew from the tree. */
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static final int LEAST_STATUS = 200;
  private static final int GREATEST_STATUS = 599;

  private final JsonNode members;

  private ProxyAnswer(JsonNode members) {
    this.members = members;
  }

  /**
   * @throws MalformedAnswerException if it is no JSON, or no object
   */
  static ProxyAnswer of(byte[] payload) throws MalformedAnswerException {
    JsonNode tree = tree(payload);
    if (!tree.isObject()) {
      throw new MalformedAnswerException("it is no JSON object but " + shown(tree));
    }
    return new ProxyAnswer(tree);
  }

  /** Like {@link #of}, but null for an answer without a status, which any JSON may be. */
  static @Nullable ProxyAnswer ifStructured(byte[] payload) throws MalformedAnswerException {
    JsonNode tree = tree(payload);
    return tree.hasNonNull("statusCode") ? new ProxyAnswer(tree) : null;
  }

  /** The names of its members. */
  Iterable<String> names() {
    return members::fieldNames;
  }

  boolean has(String name) {
    return members.hasNonNull(name);
  }

  /** A number, or the digits of one: the service takes {@code "201"} too (recorded). */
  int status() throws MalformedAnswerException {
    JsonNode status = members.path("statusCode");
    int value = status.canConvertToInt() || status.isTextual() ? status.asInt(-1) : -1;
    if (value < LEAST_STATUS || value > GREATEST_STATUS) {
      throw new MalformedAnswerException(
          "its statusCode is " + shown(status) + ", not a number from 200 to 599");
    }
    return value;
  }

  @Nullable String text(String name) throws MalformedAnswerException {
    JsonNode member = members.path(name);
    if (!member.isTextual() && has(name)) {
      throw new MalformedAnswerException("its " + name + " is " + shown(member) + ", not a string");
    }
    return member.textValue();
  }

  /** The body, decoded where the answer says it is base64 and the door goes by that. */
  byte[] body(boolean decodes) throws MalformedAnswerException {
    String body = text("body");
    if (body == null) {
      return new byte[0];
    }
    if (!decodes || !members.path("isBase64Encoded").asBoolean()) {
      return body.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(body);
    } catch (IllegalArgumentException e) {
      throw new MalformedAnswerException("isBase64Encoded is true, but its body is not base64");
    }
  }

  /** Members of {@code headers}, one value each. */
  List<Field> headers() throws MalformedAnswerException {
    List<Field> fields = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : object("headers").properties()) {
      add(fields, entry.getKey(), entry.getValue(), "headers");
    }
    return fields;
  }

  /** Members of {@code multiValueHeaders}, each an array. */
  List<Field> multiValueHeaders() throws MalformedAnswerException {
    List<Field> fields = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : object("multiValueHeaders").properties()) {
      if (!entry.getValue().isArray()) {
        throw new MalformedAnswerException(
            "its multiValueHeaders." + entry.getKey() + " is no array");
      }
      for (JsonNode value : entry.getValue()) {
        add(fields, entry.getKey(), value, "multiValueHeaders");
      }
    }
    return fields;
  }

  /** Members of {@code cookies} as headers. */
  List<Field> cookies() throws MalformedAnswerException {
    JsonNode cookies = members.path("cookies");
    if (has("cookies") && !cookies.isArray()) {
      throw new MalformedAnswerException("its cookies is " + shown(cookies) + ", not an array");
    }
    List<Field> fields = new ArrayList<>();
    for (JsonNode cookie : cookies) {
      add(fields, "Set-Cookie", cookie, "cookies");
    }
    return fields;
  }

  /** The answer itself as the response's body: a string without its quotes, else compact JSON. */
  static byte[] inferredBody(byte[] payload) throws MalformedAnswerException {
    JsonNode tree = tree(payload);
    String body = tree.isTextual() ? tree.textValue() : tree.toString();
    return body.getBytes(StandardCharsets.UTF_8);
  }

  private JsonNode object(String name) throws MalformedAnswerException {
    JsonNode object = members.path(name);
    if (has(name) && !object.isObject()) {
      throw new MalformedAnswerException("its " + name + " is " + shown(object) + ", no object");
    }
    return object;
  }

  private static void add(List<Field> fields, String name, JsonNode value, String where)
      throws MalformedAnswerException {
    if (value.isContainerNode()) {
      throw new MalformedAnswerException("its " + where + "." + name + " is no string");
    }
    String text = value.isNull() ? "" : value.asText();
    if (!HeaderText.isName(name) || !HeaderText.isValue(text)) {
      throw new MalformedAnswerException(
          "its " + where + "." + name + " cannot be sent as a header");
    }
    if (!HeaderText.isMadeByServer(name)) {
      fields.add(new Field(name, text));
    }
  }

  private static JsonNode tree(byte[] payload) throws MalformedAnswerException {
    try {
      JsonNode tree = MAPPER.readTree(payload);
      if (!tree.isMissingNode()) {
        return tree;
      }
    } catch (IOException e) {
      throw new MalformedAnswerException("it is no JSON");
    }
    throw new MalformedAnswerException("it is empty");
  }

  private static String shown(JsonNode node) {
    String text = node.isMissingNode() ? "missing" : node.toString();
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
