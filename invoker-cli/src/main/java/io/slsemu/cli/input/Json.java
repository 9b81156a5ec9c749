package io.slsemu.cli.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON with the streaming parser only: data binding costs a one-shot run tens of
 * milliseconds.
 */
public final class Json {
  /** Shared: it is thread-safe, and making one is what costs. */
  public static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** Why bytes are not one JSON document, in a few words with the position; null if they are. */
  public static @Nullable String fault(byte[] text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        return "it is empty";
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        return "a second document begins" + position(parser.currentTokenLocation());
      }
      return null;
    } catch (JsonProcessingException e) {
      return firstSentence(e.getOriginalMessage()) + position(e.getLocation());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A document as maps, lists, strings, {@link BigDecimal}s, booleans and null.
   *
   * @throws IllegalArgumentException if it is not JSON; the message says why and where
   */
  public static @Nullable Object read(byte[] text) {
    String fault = fault(text);
    if (fault != null) {
      throw new IllegalArgumentException(fault);
    }
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      return value(parser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT:
        return object(parser);
      case START_ARRAY:
        return array(parser);
      case VALUE_STRING:
        return parser.getText();
      case VALUE_NUMBER_INT:
      case VALUE_NUMBER_FLOAT:
        return parser.getDecimalValue();
      case VALUE_TRUE:
        return true;
      case VALUE_FALSE:
        return false;
      default:
        return null;
    }
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser));
    }
    return members;
  }

  private static List<@Nullable Object> array(JsonParser parser) throws IOException {
    List<@Nullable Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return elements;
  }

  private static String position(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  /** Jackson's messages go on after a colon or semicolon with what it would have taken. */
  private static String firstSentence(String message) {
    int newline = message.indexOf('\n');
    String line = newline < 0 ? message : message.substring(0, newline);
    for (String more : new String[] {"): ", ": was expecting", ": expected"}) {
      int end = line.indexOf(more);
      if (end >= 0) {
        return line.substring(0, more.startsWith(")") ? end + 1 : end);
      }
    }
    return line;
  }
}
